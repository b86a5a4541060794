import { t } from '../../i18n';
import { errorText } from '../../i18n/words';
import { call, type ImportedSuppressions, type Page, type SuppressionView } from '../../ipc';
import { Resource } from '../../state/resource.svelte';

const TYPING_MS = 150;
/** Lines without a number that are named; the rest is only counted. */
const NAMED_LINES = 5;

/** The list of numbers that never get a text, as far as it was looked through. */
export class Suppressions {
  search = $state('');
  items = $state.raw<SuppressionView[]>([]);
  next = $state.raw<string | null>(null);
  loadingMore = $state(false);
  /** Why the next page did not come. */
  refused = $state('');

  readonly page = new Resource<Page<SuppressionView>>(() =>
    call('suppressions.list', { search: this.search.trim() }),
  );
  #typing: ReturnType<typeof setTimeout> | undefined;

  load = async (): Promise<void> => {
    const asked = this.search;
    await this.page.load();
    if (asked !== this.search || !this.page.data) return;
    this.items = this.page.data.items;
    this.next = this.page.data.next;
    this.refused = '';
  };

  find(words: string): void {
    this.search = words;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.load(), TYPING_MS);
  }

  more = async (): Promise<void> => {
    if (this.next === null || this.loadingMore) return;
    this.loadingMore = true;
    const asked = this.search;
    try {
      const page = await call('suppressions.list', { search: asked.trim(), cursor: this.next });
      if (asked !== this.search) return;
      const known = new Set(this.items.map((item) => item.id));
      this.items = [...this.items, ...page.items.filter((item) => !known.has(item.id))];
      this.next = page.next;
    } catch (cause) {
      this.refused = errorText(cause);
    } finally {
      this.loadingMore = false;
    }
  };

  stop(): void {
    clearTimeout(this.#typing);
  }
}

/** What became of numbers that were entered, with the lines to look at again. */
export function importText(report: ImportedSuppressions): string {
  const wrong = report.items.filter((item) => item.outcome === 'not_a_number');
  const lines = wrong
    .slice(0, NAMED_LINES)
    .map((item) => t('never.line', { line: item.line, text: (item.text ?? '').slice(0, 40) }))
    .join(', ');
  return [
    report.added > 0 || report.items.length === 0 ? t('never.added', { n: report.added }) : '',
    report.already_there > 0 ? t('never.already', { n: report.already_there }) : '',
    wrong.length > 0
      ? t('never.notNumbers', { n: wrong.length, lines: wrong.length > NAMED_LINES ? `${lines}…` : lines })
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}
