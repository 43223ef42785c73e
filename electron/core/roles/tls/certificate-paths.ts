/** Where the services find their certificate and key, whoever issued them; the paths never change. */
export const certificatePaths = {
  directories: ['/etc/mailwright', '/etc/mailwright/tls'],
  certificate: '/etc/mailwright/tls/cert.pem',
  key: '/etc/mailwright/tls/key.pem',
} as const

/** The resource of the pair, for services that must reload when it changes. */
export const certificateId = `certificate:${certificatePaths.certificate}`
