import type { Localised } from '../../message.ts'
import type { rehearsal as en } from '../en/rehearsal.ts'

/** The rehearsal of an upgrade to the next release of the system. */
export const rehearsal: Localised<typeof en> = {
  title: '演练系统升级',
  open: '演练系统升级',
  stop: '停止',
  noHost: '还没有主机',
  noHostHint: '先添加主机并搭好邮件服务，之后就能在这里演练它的下一次升级。',
  about:
    '在把这台服务器升级到发行版的下一版本之前，先让新版本的程序检验邮匠将为它们写的配置。您会看到升级时会问什么、哪些服务会停、一份计划能否修好。',
  consent:
    '为此，{{host}} 会从它自己的软件源下载约 60 MB（下一版本的软件包列表和软件包，均校验签名），并在 /var/cache 下临时占用 450 MB，时间一两分钟。不安装任何软件，不触碰任何服务，结束后全部清除。',
  start: '开始演练',
  again: '重新演练',
  running: '正在演练，服务器上不会有任何改动。',

  stepFacts: '读取服务器状况',
  stepLists: '获取下一版本的软件包列表',
  stepDownload: '下载下一版本的软件包',
  stepDownloadOf: '下载下一版本的软件包：{{done}} / {{total}}，共 {{size}}',
  stepUnpack: '解开到单独的目录',
  stepCheck: '由新版本的程序检验配置',

  heading: '{{from}} → {{to}}',
  versionLine: '{{name}}：{{before}} → {{after}}',
  upgradeTitle: '升级会做什么',
  upgradeCount: '{{upgraded}} 个软件包会更新，新增 {{added}} 个，共下载 {{size}}。',
  upgradeHeld: '有 {{held}} 个软件包被保留在原版本。',
  upgradeRemoved: '将被移除：{{names}}。',
  upgradeUnknown: 'apt 无法预先算出整个升级会做什么。',
  foreignSource: '未包括来自 {{uri}} 的软件包：该软件源是否支持下一版本，只有其维护者知道。',
  questionsTitle: '升级时会问您什么',
  questionsNone: '与邮件有关的文件，它一个也不会问。',
  questionsText:
    '对于下列文件，它会问是保留您的版本，还是采用软件包自带的版本。两种回答都已试过，之后由计划得到的服务器是一样的。保留更稳妥。',
  stopsTitle: '在应用计划之前，什么会停止工作',
  stopsNone: '没有：新版本的程序接受现有配置。',
  stopsText: '{{name}} 不接受现有配置：{{words}}',
  stopsDovecot:
    '届时 Dovecot 无法启动，软件包管理器会报告 dovecot-core 只装了一半，用户无法收取邮件。这期间到达的邮件会在 Postfix 队列中等待，不会丢失。计划会把这两件事都修好。',
  lostText: '{{file}} 中新版本已不认识的设置：{{names}}。',
  changesTitle: '升级之后，一份计划会改什么',
  changesNone: '不改任何内容：所有文件都已正确。',
  checksTitle: '由下一版本的程序检验',
  checkHolds: '{{name}} 接受计划写出的配置。',
  checkFails: '{{name}} 不接受计划写出的配置。',
  checkReplacedFails: '若采用了软件包自带的文件，{{name}} 不接受计划写出的配置。',
  checkUnknown: '无法用 {{name}} 检验。',
  ok: '升级到 {{to}} 之后，一份计划即可修好这台服务器。',
  notOk: '升级到 {{to}} 之后，单靠计划修不好这台服务器。',
  notOkNext: '请暂时不要升级这台服务器。程序的原话已列在这里。',
  spent: '下载了 {{size}}，用时 {{time}}。没有安装任何软件，也没有留下任何文件。',
  nextTitle: '真正升级时',
  nextBackup: '先为整台服务器做备份或快照。',
  nextSources: '在软件源配置中把 {{from}} 改为 {{to}}，然后执行：',
  nextRepair: '如果 dpkg 最后报告 dovecot-core 出错，不必担心：请立即在这里生成计划并应用。',
  nextReboot: '最后重启服务器（升级带来了新内核），再做一次收发测试。',
}
