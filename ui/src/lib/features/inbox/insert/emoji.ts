/** Emoji that people answer with: a sign, its name, and other words it is looked for by, in several languages. */
export interface Emoji {
  sign: string;
  name: string;
  words: string;
}

/** `sign name|more words` */
function read(rows: string): Emoji[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const [sign = '', rest = ''] = row.trim().split(/ (.*)/u);
      const [name = '', words = ''] = rest.split('|');
      return { sign, name, words: `${name} ${words}`.toLowerCase() };
    });
}

export const GROUPS = [
  {
    key: 'hearts',
    emoji: read(`
      ❤️ red heart|love cuore amore rosso corazon herz coeur
      🧡 orange heart|love cuore amore
      💛 yellow heart|love cuore amore
      💚 green heart|love cuore amore
      💙 blue heart|love cuore amore
      💜 purple heart|love cuore amore
      🖤 black heart|love cuore amore nero
      🤍 white heart|love cuore amore bianco
      🤎 brown heart|love cuore amore
      🩷 pink heart|love cuore amore rosa
      💔 broken heart|sad cuore spezzato
      ❤️‍🔥 heart on fire|love passion cuore fuoco
      💖 sparkling heart|love cuore amore
      💕 two hearts|love cuori amore
      💞 revolving hearts|love cuori
      💗 growing heart|love cuore
      💘 heart with arrow|love cupid cuore freccia
      💝 heart with ribbon|gift love regalo cuore
      💌 love letter|mail lettera amore
      🫶 heart hands|love thanks mani cuore grazie
    `),
  },
  {
    key: 'faces',
    emoji: read(`
      😀 grinning face|happy smile felice sorriso
      😄 smiling eyes|happy laugh felice ridere
      😁 beaming face|happy grin sorriso
      😂 tears of joy|laugh lol ridere lacrime risata
      🤣 rolling on the floor|laugh lol ridere
      😅 sweat smile|phew nervous sudore
      😊 blushing smile|happy thanks felice timido
      🙂 slight smile|ok sorriso
      😉 wink|occhiolino
      😍 heart eyes|love amore occhi cuore
      🥰 smiling with hearts|love amore
      😘 blowing a kiss|kiss bacio
      😎 sunglasses|cool occhiali
      🤩 star struck|wow amazing stelle
      🥳 party face|birthday celebrate festa compleanno
      🤗 hug|abbraccio
      🤭 hand over mouth|oops ops
      🤫 shushing|secret quiet silenzio segreto
      🤔 thinking|hmm pensare
      🙃 upside down|silly irony
      😇 angel|innocent angelo
      🥹 holding back tears|touched moved commosso
      🥺 pleading|please beg prego
      😢 crying|sad triste piangere
      😭 loudly crying|sad cry triste piangere
      😔 pensive|sad triste
      😴 sleeping|sleep tired dormire sonno
      🤒 ill|sick fever malato febbre
      🤯 mind blown|wow shock
      😱 scream|shock fear paura
      😳 flushed|embarrassed imbarazzo
      🫠 melting|hot sciogliere
      😬 grimace|awkward
      🙄 rolling eyes|annoyed
      😤 huff|proud angry
      😡 angry|mad arrabbiato
      🤐 zipped mouth|secret silenzio
      👻 ghost|halloween fantasma
      💀 skull|dead teschio morto
      🤖 robot|automatic bot
    `),
  },
  {
    key: 'hands',
    emoji: read(`
      👍 thumbs up|yes ok good like bene si
      👎 thumbs down|no bad dislike male
      👏 clapping|bravo applause applausi
      🙌 raised hands|hooray yes evviva
      🙏 folded hands|thanks please pray grazie prego
      👋 wave|hi hello bye ciao saluto
      🤝 handshake|deal accordo
      ✌️ victory|peace pace vittoria
      🤞 crossed fingers|luck fortuna dita
      🤟 love you gesture|rock
      🤘 horns|rock metal corna
      👌 ok hand|perfect perfetto
      🤙 call me|shaka chiamami
      💪 strong arm|strength forza muscoli
      ✍️ writing hand|sign autograph scrivere firma
      👀 eyes|look see occhi guarda
      🫂 people hugging|hug abbraccio
      💃 dancing woman|dance ballo
      🕺 dancing man|dance ballo
      🏃 runner|run hurry corsa
      👶 baby|child bambino
      👵 grandmother|old woman nonna
      👑 crown|queen king corona regina re
    `),
  },
  {
    key: 'stage',
    emoji: read(`
      🎤 microphone|sing song concert cantare microfono
      🎶 notes|music song musica note
      🎵 note|music song musica
      🎸 guitar|music rock chitarra
      🎹 keyboard|piano music pianoforte
      🥁 drum|music batteria tamburo
      🎻 violin|music violino
      🎺 trumpet|music tromba
      🎧 headphones|listen music cuffie ascoltare
      🎫 ticket|concert show biglietto
      🎟️ admission tickets|concert show biglietti
      🎬 clapper|film movie cinema
      🎥 camera|film video
      📸 camera flash|photo picture foto
      📷 camera|photo picture foto
      🎙️ studio microphone|record radio podcast
      💿 disc|album record disco
      📀 dvd|album record disco
      📣 megaphone|news announce annuncio
      🚌 bus|tour travel viaggio
      ✈️ plane|travel tour flight aereo viaggio
      🏟️ stadium|concert show stadio
      🎪 tent|circus show festival
      🎭 masks|theatre teatro
      🏆 trophy|win award premio coppa
      🥇 gold medal|win first medaglia
    `),
  },
  {
    key: 'days',
    emoji: read(`
      🎉 party popper|celebrate congratulations festa auguri
      🎊 confetti|celebrate coriandoli festa
      🎂 birthday cake|compleanno torta auguri
      🍰 cake|sweet torta dolce
      🎁 gift|present birthday regalo
      🎈 balloon|birthday party palloncino
      🕯️ candle|memory candela ricordo
      🎄 christmas tree|natale albero
      🎃 pumpkin|halloween zucca
      🥂 glasses|cheers toast brindisi
      🍾 bottle|celebrate champagne bottiglia
      🍻 beers|cheers birra
      ☕ coffee|tea caffe
      🍕 pizza|food cibo
      🍓 strawberry|fruit fragola
      🌹 rose|flower love fiore rosa
      🌸 blossom|flower spring fiore
      🌻 sunflower|flower girasole
      💐 bouquet|flowers fiori mazzo
      🍀 four leaf clover|luck fortuna quadrifoglio
      🌈 rainbow|pride arcobaleno
      ☀️ sun|weather sunny sole
      🌙 moon|night luna notte
      ⭐ star|stella
      🌟 glowing star|stella
      ✨ sparkles|magic shine brillare magia
      ⚡ lightning|energy fulmine
      🔥 fire|hot fuoco
      🌊 wave|sea onda mare
      ❄️ snowflake|winter cold neve freddo
      🏠 house|home casa
      🌍 globe|world earth mondo terra
      🐶 dog|pet cane
      🐱 cat|pet gatto
      🦋 butterfly|farfalla
      🕊️ dove|peace pace colomba
    `),
  },
  {
    key: 'signs',
    emoji: read(`
      ✅ check mark|done yes fatto si
      ❌ cross mark|no errore
      ❗ exclamation|important importante
      ❓ question|domanda
      ‼️ double exclamation|important
      💯 hundred|perfect cento perfetto
      🆗 ok|okay
      🆕 new|nuovo
      ➡️ right arrow|next freccia
      ⏰ alarm clock|time sveglia ora
      ⏳ hourglass|wait time attesa clessidra
      📅 calendar|date data calendario
      📍 pin|place where luogo dove
      🔗 link|chain
      🔒 lock|secret private segreto
      💬 speech|chat talk parlare
      📱 phone|text telefono messaggio
      📩 envelope|mail text posta
      💡 light bulb|idea lampadina
      🤷 shrug|dunno boh
      ♥️ heart suit|love cuore
      🔔 bell|reminder campana
      💤 sleep|zzz tired sonno
      🆘 sos|help aiuto
    `),
  },
] as const;

/** Emoji whose words begin with each of the words asked for; the sign itself finds it, too. */
export function matching(emoji: readonly Emoji[], query: string): Emoji[] {
  const wanted = query.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  return emoji.filter(({ sign, words }) =>
    wanted.every((word) => sign === word || ` ${words}`.includes(` ${word}`)),
  );
}

const KEY = 'fanline.emoji';
const MOST_RECENT = 9;

/** The last used, newest first. They say nothing of anybody, so the window itself keeps them. */
export function recentEmoji(): Emoji[] {
  const known = new Map<string, Emoji>(GROUPS.flatMap(({ emoji }) => emoji.map((one) => [one.sign, one])));
  return (localStorage.getItem(KEY) ?? '')
    .split(' ')
    .map((sign) => known.get(sign))
    .filter((one) => one !== undefined);
}

export function rememberEmoji(sign: string): void {
  const signs = [sign, ...recentEmoji().map((one) => one.sign)];
  localStorage.setItem(KEY, [...new Set(signs)].slice(0, MOST_RECENT).join(' '));
}
