import { gateway } from './support/lab-network.ts'
import type { Release } from './support/releases.ts'

/** Who writes /etc/resolv.conf: what it needs, how it is set up, what it says of its name servers, and what makes it write anew. */
export interface Keeper {
  readonly packages: (release: Release) => readonly string[]
  readonly setUp: string
  readonly state: string
  /** A lease that is renewed, or a link that goes and comes back. */
  readonly renew?: string
  /** What /etc/resolv.conf holds before; absent: the lab's name server. */
  readonly shows?: string
}

/** The name server that is asked before. */
export const upstream = gateway

// A link beside the lab's own, which stays with systemd-networkd; its other end lies in a namespace where a DHCP server answers.
const link = (dhcp: string) => `cat >/usr/local/sbin/lab-link <<'X'
#!/bin/sh
ip netns pids far 2>/dev/null | xargs -r kill; ip link del mw0 2>/dev/null; ip netns del far 2>/dev/null
ip netns add far
ip link add mw0 type veth peer name mw1 netns far
ip netns exec far sh -c 'ip link set lo up; ip address add 10.98.0.254/24 dev mw1; ip link set mw1 up'
${dhcp}
X
chmod 755 /usr/local/sbin/lab-link
cat >/etc/systemd/system/lab-link.service <<'X'
[Unit]
DefaultDependencies=no
After=local-fs.target
Before=network-pre.target networking.service NetworkManager.service systemd-networkd.service
Wants=network-pre.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/lab-link
KillMode=none
[Install]
WantedBy=sysinit.target
X
mkdir -p /etc/systemd/network
printf '[Match]\\nName=mw0\\n[Link]\\nUnmanaged=yes\\n' >/etc/systemd/network/01-mw0.network
networkctl reload
systemctl daemon-reload; systemctl enable lab-link && systemctl restart lab-link
`
const dhcpServer = `ip netns exec far dnsmasq -p0 -i mw1 --bind-dynamic --dhcp-range=10.98.0.10,10.98.0.20,2m --dhcp-option=6,${upstream} --dhcp-option=3`
const leased = `${link(dhcpServer)}printf 'auto lo\\niface lo inet loopback\\n' >/etc/network/interfaces
mkdir -p /etc/network/interfaces.d
printf 'source /etc/network/interfaces.d/*\\n' >>/etc/network/interfaces
printf 'auto mw0\\niface mw0 inet dhcp\\n' >/etc/network/interfaces.d/mw0
`
const fixed = `${link('')}printf 'auto lo\\niface lo inet loopback\\nauto mw0\\niface mw0 inet static\\n address 10.98.0.1/24\\n dns-nameservers ${upstream}\\n' >/etc/network/interfaces
`
const restart = 'ifdown mw0; ifup mw0'

const office = {
  packages: () => ['network-manager'],
  setUp: `${link('')}printf '[keyfile]\\nunmanaged-devices=interface-name:host0\\n' >/etc/NetworkManager/conf.d/lab.conf
systemctl restart NetworkManager
nmcli connection add type ethernet ifname mw0 con-name office ipv4.method manual ipv4.addresses 10.98.0.1/24 ipv4.dns ${upstream} \\
ipv6.method manual ipv6.addresses fd98::1/64 ipv6.dns fd98::53
nmcli connection up office`,
  state: 'nmcli -t -f ipv4.dns,ipv4.ignore-auto-dns,ipv6.dns,ipv6.ignore-auto-dns connection show office',
  renew: 'nmcli connection down office; nmcli connection up office',
}

/** By name; each is told by the text of its /etc/resolv.conf. */
export const keepers = {
  plain: { packages: () => [], setUp: 'true', state: 'true' },
  'a link to a file that is not there': {
    packages: () => [],
    setUp: 'ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf',
    state: 'readlink /etc/resolv.conf',
    shows: '',
  },
  networkmanager: office,
  'networkmanager, with a second profile of the link that is not active': {
    ...office,
    setUp: `${office.setUp}
nmcli connection add type ethernet ifname mw0 con-name home ipv4.method manual ipv4.addresses 10.98.0.2/24 ipv4.dns 10.98.0.53`,
    state: `${office.state}; ${office.state.replace(/office$/, 'home')}; nmcli -t -f name connection show --active`,
    // Of a link that went down for a moment the other profile would take hold, and be as young as this one at the next boot.
    renew: 'nmcli connection up office',
  },
  'systemd-resolved': {
    packages: (release) => (release === 'bullseye' ? [] : ['systemd-resolved']),
    setUp: `printf '[Resolve]\\nDNS=${upstream}\\n' >/etc/systemd/resolved.conf
systemctl enable --now systemd-resolved && systemctl restart systemd-resolved
ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf`,
    // Links may have other numbers after a boot.
    state: "resolvectl dns | sed 's/Link [0-9]* /Link /'",
    renew: 'networkctl reconfigure host0; systemctl restart systemd-resolved',
    shows: 'nameserver 127.0.0.53',
  },
  netplan: {
    packages: (release) => ['netplan.io', ...(release === 'bullseye' ? [] : ['systemd-resolved'])],
    setUp: `${link('')}rm /etc/systemd/network/01-mw0.network
cat >/etc/netplan/10-lab.yaml <<'X'
network:
  version: 2
  renderer: networkd
  ethernets:
    mw0:
      addresses: [10.98.0.1/24]
      nameservers: {addresses: [${upstream}]}
X
chmod 600 /etc/netplan/10-lab.yaml
netplan generate
ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
systemctl enable systemd-resolved && systemctl restart systemd-resolved
ip link set mw0 up
networkctl reload && systemctl restart systemd-networkd && sleep 3`,
    // Links may have other numbers after a boot.
    state: "resolvectl dns | sed 's/Link [0-9]* /Link /'",
    renew: 'netplan apply',
    shows: 'nameserver 127.0.0.53',
  },
  resolvconf: {
    packages: () => ['ifupdown', 'resolvconf'],
    setUp: `${fixed}ifup mw0`,
    state: 'readlink /etc/resolv.conf',
    renew: restart,
  },
  openresolv: {
    packages: () => ['ifupdown', 'openresolv'],
    setUp: `${fixed}ifup mw0`,
    state: 'resolvconf -l',
    renew: restart,
  },
  dhclient: {
    packages: () => ['ifupdown', 'isc-dhcp-client', 'dnsmasq-base'],
    setUp: `${leased}ifup mw0`,
    state: 'true',
    // The client that was at work before asks again after half of the two minutes.
    renew: `sleep 70; ${restart}`,
  },
  dhcpcd: {
    packages: (release) => ['ifupdown', release === 'bullseye' ? 'dhcpcd5' : 'dhcpcd', 'dnsmasq-base'],
    setUp: `${leased}systemctl disable --now dhcpcd; printf '\\nallowinterfaces mw0\\n' >>/etc/dhcpcd.conf; ifup mw0`,
    state: 'true',
    renew: restart,
  },
} as const satisfies Record<string, Keeper>
