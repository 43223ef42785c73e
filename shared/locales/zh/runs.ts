import type { Localised } from '../../message.ts'
import type { runs as en } from '../en/runs.ts'

export const runs: Localised<typeof en> = {
  title: '执行记录',
  hint: '在这台服务器上做过的一切，最新的在最前。撤销也按这个顺序：先撤销最新的。',
  refresh: '刷新',
  remembered: '以下是这台电脑记得的执行记录，服务器上可能还有更新的。',
  empty: '这台服务器上还没有执行记录。',
  emptyHint: '应用计划之后，记录会出现在这里。',

  stateRunning: '进行中',
  stateInterrupted: '已中断',
  stateDone: '完成',
  stateFailed: '失败',
  stateCancelled: '已停止',
  stateUndoing: '撤销未完成',
  stateUndone: '已撤销',

  columnStarted: '开始时间',
  columnState: '状态',
  columnDomain: '域名',
  columnChanges: '变更数',
  columnOperator: '操作者',
  columnDuration: '用时',
  columnActions: '操作',

  openRun: '打开 {{time}} 的执行记录',
  resume: '继续',
  undo: '撤销',
  watch: '查看进度',
  backToList: '全部记录',
  runId: '执行 {{id}}',

  undoTitle: '撤销这次执行吗？',
  undoSentence: '{{time}} 为 {{domain}} 所做的改动，将用服务器上的备份还原。撤销过程会逐步显示。',
  undoList: '将恢复以下内容',
  undoNever: '以下内容不可撤销，将保留',
  undoUnknown:
    '这台电脑上没有保存这次执行的计划，因此无法在此列出。服务器上有自己的记录，将据此恢复 {{n}} 项变更。',
  undoMail: '邮件绝不会被删除：还有邮件的邮箱会移到服务器上的归档目录，结束时会告诉您具体位置。',
  undoLaterTitle: '需要先撤销另一次执行',
  undoLaterFirst: '之后的执行以这一次为基础：请先撤销 {{time}} 的那一次。',
  undoConfirm: '撤销 {{n}} 项变更',
  undoKeep: '保持现状',
  undoLoading: '正在读取这次执行的内容…',

  host: '主机',
  noHost: '还没有主机',
}
