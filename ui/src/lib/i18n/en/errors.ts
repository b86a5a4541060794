import type { ErrorCode } from '../../ipc/generated/bindings';
import type { Message } from '../messages';

/** A sentence for every refusal of the engine: what happened, and what to do about it. */
export const errors = {
  'error.unknown_command':
    'This window and the engine behind it are of different versions. Install Fanline again.',
  'error.bad_params': 'Something in the form is not filled in right. {detail}',
  'error.bad_number':
    '“{number}” is not a phone number. Write it with the country code, like +1 415 555 0132.',
  'error.empty_text': 'There is nothing to send. Write something first.',
  'error.unknown_field': 'There is no merge field “{field}”. Use one of these: {known}.',
  'error.text_too_long': 'That is {length} characters, and a text holds {limit}. Shorten it, or send two.',
  'error.unknown_setting': 'There is no setting named “{key}”. Known: {known}.',
  'error.bad_setting': '“{value}” does not fit {key}. Expected: {expected}.',
  'error.bad_value': 'What was given for “{field}” cannot be used. Correct it and save again.',
  'error.reserved_word':
    '“{word}” already means something on every text line, so no reply can wait for it. Choose another keyword.',
  'error.key_taken': 'Another reply is already called “{key}”. Choose another name.',
  'error.not_found': 'That is not here any more. It may have been removed in another window.',
  'error.wrong_state': 'It has moved on since you looked ({state}), so that is not possible any more.',
  'error.no_line': 'No number is connected yet. Connect one, or try the practice line.',
  'error.line_exists': 'This number is already connected on {device}. Pick it from the number menu.',
  'error.line_in_use': 'Another Fanline on {device} already answers on this number. Close that one first.',
  'error.number_not_found':
    '{number} does not belong to this account. Check the account SID, or pick another number.',
  'error.number_not_textable':
    '{number} cannot send or receive texts. Pick a number with SMS, or switch SMS on at the provider.',
  'error.practice_unavailable':
    'The practice line could not start in this program. Open the Fanline app instead.',
  'error.key_refused':
    'The provider refused the key. Check account SID, key SID and secret for a missing or extra character. If the key was deleted, make one in the provider’s console.',
  'error.offline': '{host} could not be reached. Check the internet connection and try again.',
  'error.provider_error':
    'The provider had a problem (status {status} {provider_code}). Try again in a minute; if it stays, look at its status page.',
  'error.not_the_provider':
    'Something else answered in place of {host}. On a hotel or airport network, sign in to it in a browser first.',
  'error.not_trusted':
    'Whoever answers as {host} has no certificate that this computer trusts, so nothing was sent there. Check the date of this computer, and whether this network or a security program looks into connections.',
  'error.unknown_provider': 'Fanline cannot talk to this provider.',
  'error.bad_base_url': 'The address of the provider is not valid. It begins with https://.',
  'error.opted_out': 'This fan stopped your texts, so nothing can be sent. They can text START to come back.',
  'error.suppressed':
    'This number is on your do-not-text list, so nothing can be sent. Take it off the list first, with the reason.',
  'error.stop_stands':
    'This fan wrote STOP themselves, and that stands until they text START. If they agreed again in another way, say where.',
  'error.fan_being_erased': 'This fan is being erased: nothing about them can be changed any more.',
  'error.fan_blocked': 'You blocked this fan. Unblock them to write.',
  'error.not_confirmed': 'This cannot be taken back ({texts} texts). Confirm it first.',
  'error.count_changed':
    'The number of recipients changed from {given} to {expected} while you looked. Look at it once more and confirm.',
  'error.no_recipients': 'Nobody would get this. Look at who is left out, and why.',
  'error.already_running':
    'The same words are already going out, or went out before. Open that update instead.',
  'error.keychain_missing':
    '{service} is not running, so there is nowhere safe for the secret. Start it, then try again.',
  'error.keychain_locked': '{store} is locked. Unlock it, then try again.',
  'error.database_key_missing':
    'The texts are here, but the key that opens them is not in {store}. Type the recovery key, or restore {store}.',
  'error.database_key_wrong':
    'The key in {store} does not open the texts on {device}. Type the recovery key, or restore {store}.',
  'error.recovery_key_mistyped':
    'Group {group} does not fit. A recovery key has 13 groups of five characters; compare it with what you wrote down.',
  'error.recovery_key_wrong':
    'This is the recovery key of another number. Look for the one that belongs to this one; the texts are untouched.',
  'error.recovery_key_gone':
    'The recovery key was written down and is not shown again. Look where you keep it.',
  'error.database_newer': 'A newer Fanline wrote these texts. Install the latest version to open them.',
  'error.database_damaged':
    'The file with the texts is damaged. Restore a backup; the provider still has its copy.',
  'error.disk_full': 'The disk of {device} is full. Free some space; nothing was lost.',
  'error.read_only': 'Fanline may not write to its folder. Give it the permission, then try again.',
  'error.store_failed':
    'The texts could not be read or written ({detail}). Try again; if it stays, restart Fanline.',
  'error.secret_missing': 'The secret of the provider is not in {store} any more. Connect the number again.',
  'error.stopped': 'Fanline is closing or was closed. Open it again.',
} as const satisfies Record<`error.${ErrorCode}`, Message>;
