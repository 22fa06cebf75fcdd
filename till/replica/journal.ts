/**
 * The journal in `state.sqlite`: the latest state of every unfinished sale, in the order in which they began.
 *
 * A sale is written whole at every step of it, and a step changes little of it. So the text of what stands in a list of the
 * state, such as a line of the basket, is made once and kept for as long as that line is there.
 */
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {Journal} from './replica.ts';

const put =
	'INSERT INTO journal (saleId, state) VALUES (?, ?) ON CONFLICT (saleId) DO UPDATE SET state = excluded.state';

export function openJournal(state: Pick<Sqlite, 'run' | 'runSoon' | 'all'>): Journal {
	const texts = new WeakMap<object, string>();
	return {
		write(saleId, job) {
			state.run(put, saleId, textOf(job, texts));
		},
		writeSoon(saleId, job) {
			return state.runSoon(put, saleId, textOf(job, texts));
		},
		done(saleId) {
			state.run('DELETE FROM journal WHERE saleId = ?', saleId);
		},
		unfinished() {
			return state
				.all('SELECT saleId, state FROM journal ORDER BY began')
				.map(row => ({saleId: String(row['saleId']), state: JSON.parse(String(row['state']))}));
		},
	};
}

/** What `JSON.stringify` makes of plain data. Text is put to text, which copies nothing before SQLite wants to have it. */
function textOf(value: unknown, texts: WeakMap<object, string>): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	let text = '';
	if (Array.isArray(value)) {
		for (const element of value) text += `${text && ','}${elementText(element, texts)}`;
		return `[${text}]`;
	}
	for (const [name, field] of Object.entries(value)) {
		if (field !== undefined) text += `${text && ','}${JSON.stringify(name)}:${textOf(field, texts)}`;
	}
	return `{${text}}`;
}

function elementText(element: unknown, texts: WeakMap<object, string>): string {
	if (typeof element !== 'object' || element === null) return JSON.stringify(element ?? null);
	const known = texts.get(element);
	if (known !== undefined) return known;
	const text = JSON.stringify(element);
	texts.set(element, text);
	return text;
}
