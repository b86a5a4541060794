/** The frame around every screen: navigation, live bar, banners. */
export const shell = {
  'nav.label': 'Main',
  'nav.inbox': 'Inbox',
  'nav.replies': 'Replies',
  'nav.updates': 'Updates',
  'nav.line': 'Line',
  'nav.goTo': 'Go to…',
  'nav.unread': { one: '{n} unread conversation', other: '{n} unread conversations' },
  'nav.on': '{count} on',
  'nav.running': { one: '{n} on its way', other: '{n} on their way' },
  'nav.guards': { one: '{n} block of numbers waits for you', other: '{n} blocks of numbers wait for you' },
  'nav.spent': '**{spent}** today',
  'nav.spentOf': '**{spent}** of {cap} today',
  'nav.spentLabel': 'Spent today: {percent} of the cap',

  'bar.label': 'Line',
  'bar.lastMinute': { one: '**{n}** text in the last minute', other: '**{n}** texts in the last minute' },
  'bar.aMinute': '**{count}** a minute',
  'bar.today': '{count} today',
  'bar.todayLong': { one: '{n} text today', other: '{n} texts today' },
  'bar.spoken': '{minute} texts in the last minute, {today} today',
  'bar.pace': '{pace} a second, ',
  'bar.waiting': { one: '{n} waiting', other: '{n} waiting' },
  'bar.waitingTitle': 'Waiting to go out',
  'bar.synced': 'Synced',
  'bar.syncedAgo': 'Synced {ago}',
  'bar.starting': 'Connecting',
  'bar.catchingUp': 'Catching up',
  'bar.catchingUpRead': { one: 'Catching up, {n} read', other: 'Catching up, {n} read' },
  'bar.history': 'Reading older texts',
  'bar.historyRead': {
    one: 'Older texts: back to {day}, {n} read',
    other: 'Older texts: back to {day}, {n} read',
  },
  'bar.offline': 'Offline',
  'bar.offlineSince': 'Offline since {time}',
  'bar.keyRefused': 'Key refused',
  'bar.providerError': 'Provider trouble',
  'bar.storeFailed': 'Disk trouble',
  'bar.idle': 'Not listening',
  'bar.autoReplies': 'Auto-replies',

  'lines.menu': 'Number menu, {number}',
  'lines.practice': 'Practice',
  'lines.connect': 'Connect a number',
  'lines.tryPractice': 'Try a practice line',

  'kind.personal': 'Personal replies',
  'kind.auto_reply': 'Automatic answers',
  'kind.broadcast': 'Updates',
  'kind.compliance': 'Stop and help answers',

  'auto.paused': 'Auto-replies paused',
  'auto.resumed': 'Auto-replies are on',
  'auto.begun': 'Each new fan gets one hello, and it says that it is automatic.',
  'auto.noneOn': 'No reply is switched on yet. Switch one on here.',
  'auto.askTitle': { one: '{n} fan waited for an answer', other: '{n} fans waited for an answer' },
  'auto.askBody':
    'They texted while auto-replies were off. Answer them as well, or begin with whoever texts from here on?',
  'auto.answer': 'Answer them',
  'auto.letGo': 'Begin from here',
  'auto.pausedBanner': '**Auto-replies are paused.**',
  'auto.pausedSince': '**Auto-replies are paused since {time}.**',
  'auto.pausedWaiting': { one: '{n} fan is waiting.', other: '{n} fans are waiting.' },
  'auto.turnOn': 'Switch on',

  'practice.band': '**Practice, nothing is sent.** Every fan here is invented.',
  'practice.memory': 'Kept in memory: no keychain service runs, so practice starts fresh each time.',
  'practice.connect': 'Connect your number',

  'banners.label': 'Notices',
  'problem.offline':
    '**Offline since {time}.** Reading and writing work; replies wait here and go out in order.',
  'problem.offlineNow': '**Offline.** Reading and writing work; replies wait here and go out in order.',
  'problem.key_refused':
    '**The provider refused the key.** No texts come in and none go out. Connect the number again with a key that works.',
  'problem.reconnect': 'Connect again',
  'problem.cap_reached':
    '**{spent} spent today.** Auto-replies and updates wait until midnight. You can still answer by hand.',
  'problem.line_in_use':
    '**Another Fanline on {device} answers on this number.** Here you can read and write.',
  'problem.answered_elsewhere':
    '**Another computer answers on this number.** Automatic replies are off here, so that no fan gets two.',
  'problem.older_copy':
    '**These texts are an older copy.** What was unsent in it is looked for before anything goes out; updates are paused and automatic replies are off.',
  'problem.answerHere': 'Answer here',
  'problem.other': '**Something keeps this line from working:** {why}.',
} as const;
