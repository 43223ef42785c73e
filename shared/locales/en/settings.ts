/** Menus, the program's own words about itself, and how problems are listed. */
export const settings = {
  problemAt: '{{field}}: {{problem}}',
  problemThen: '{{problem}}; {{rest}}',
  problemMalformed: 'this value does not have the expected form',

  keychainAbsent: 'no keychain is running here',

  menuApp: 'Mailwright',
  menuAbout: 'About Mailwright',
  menuQuit: 'Quit',
  menuFile: 'File',
  menuClose: 'Close window',
  menuEdit: 'Edit',
  menuUndo: 'Undo',
  menuRedo: 'Redo',
  menuCut: 'Cut',
  menuCopy: 'Copy',
  menuPaste: 'Paste',
  menuSelectAll: 'Select all',
  menuView: 'View',
  menuReload: 'Reload',
  menuZoomIn: 'Larger',
  menuZoomOut: 'Smaller',
  menuZoomReset: 'Normal size',
  menuFullScreen: 'Full screen',
  menuLanguage: 'Language',
  menuChinese: '简体中文',
  menuEnglish: 'English',
  menuHelp: 'Help',
  menuLogs: 'Show the log file',

  coreEndedTitle: 'The program’s core has stopped',
  coreEndedText: 'It ended twice in a row. Runs on servers go on by themselves; nothing stored is lost.',
  coreEndedRestart: 'Start it again',
  coreEndedQuit: 'Quit',

  webTokenTitle: 'Please open the complete address',
  webTokenText:
    'This page only opens with the address that Mailwright printed when it started, with its one-time token. Copy the whole address, or start Mailwright again.',
} as const
