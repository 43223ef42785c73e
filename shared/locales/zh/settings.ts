import type { Localised } from '../../message.ts'
import type { settings as en } from '../en/settings.ts'

export const settings: Localised<typeof en> = {
  problemAt: '{{field}}：{{problem}}',
  problemThen: '{{problem}}；{{rest}}',
  problemMalformed: '格式不符合要求',

  keychainAbsent: '此处没有运行中的钥匙串',

  menuApp: '邮匠',
  menuAbout: '关于邮匠',
  menuQuit: '退出',
  menuFile: '文件',
  menuClose: '关闭窗口',
  menuEdit: '编辑',
  menuUndo: '撤销',
  menuRedo: '重做',
  menuCut: '剪切',
  menuCopy: '复制',
  menuPaste: '粘贴',
  menuSelectAll: '全选',
  menuView: '视图',
  menuReload: '重新加载',
  menuZoomIn: '放大',
  menuZoomOut: '缩小',
  menuZoomReset: '实际大小',
  menuFullScreen: '全屏',
  menuLanguage: '语言',
  menuChinese: '简体中文',
  menuEnglish: 'English',
  menuHelp: '帮助',
  menuLogs: '显示日志文件',

  coreEndedTitle: '程序核心已停止',
  coreEndedText: '它连续两次意外退出。服务器上的执行会自行继续，已保存的数据不会丢失。',
  coreEndedRestart: '重新启动',
  coreEndedQuit: '退出',

  webTokenTitle: '请打开完整的地址',
  webTokenText:
    '只有使用邮匠启动时给出的、带一次性令牌的完整地址才能打开本页。请复制整个地址，或重新启动邮匠。',
}
