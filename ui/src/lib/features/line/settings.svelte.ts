import { t } from '../../i18n';
import { errorText } from '../../i18n/words';
import { call, CommandError, type Setting } from '../../ipc';
import { Resource } from '../../state/resource.svelte';
import { toast } from '../../state/toasts.svelte';

/** The settings of the open line. What a person changes is saved at once, with a way back. */
export class LineSettings {
  readonly list = new Resource(async () => (await call('settings.list')).items);
  /** Why the engine said no to the last value of a setting, by key. */
  refused = $state.raw<Readonly<Record<string, CommandError>>>({});

  get(key: string): Setting | undefined {
    return this.list.data?.find((setting) => setting.key === key);
  }

  /** Saves a value under the name that the screen shows. False when it was refused: then `refused` says why. */
  async save(key: string, value: string, name: string): Promise<boolean> {
    const before = this.get(key)?.value;
    if (value === before) {
      this.forgive(key);
      return true;
    }
    if (!(await this.#set(key, value))) return false;
    if (before !== undefined)
      toast(t('line.saved', { setting: name }), { undo: () => this.#back(key, before) });
    return true;
  }

  /** Whoever goes on typing is not told off for what stood there before. */
  forgive(key: string): void {
    if (!this.refused[key]) return;
    this.refused = Object.fromEntries(Object.entries(this.refused).filter(([other]) => other !== key));
  }

  async #back(key: string, value: string): Promise<void> {
    if (await this.#set(key, value)) return;
    const refusal = this.refused[key];
    if (refusal) toast(errorText(refusal), { tone: 'danger' });
  }

  async #set(key: string, value: string): Promise<boolean> {
    try {
      const saved = await call('settings.set', { key, value });
      this.forgive(key);
      this.list.put((this.list.data ?? []).map((other) => (other.key === key ? saved : other)));
      return true;
    } catch (cause) {
      this.refused = { ...this.refused, [key]: CommandError.from(cause) };
      return false;
    }
  }
}
