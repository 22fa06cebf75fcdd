/**
 * `notice:<till>`: what the server found that the till should show. It follows from the open reports alone, so that
 * whoever writes it writes the same; when they are closed it says nothing.
 */
import {isoWithOffset} from '../../till/domain/local-time.ts';
import type {AuditReport} from '../documents/audit.ts';
import {noticeId, readTillsDocument, type TillNotice} from '../documents/tills.ts';
import type {CouchDatabase} from '../server.ts';

type Kind = AuditReport['type'];

/** In the order in which they matter to the person at the till. */
const words: Readonly<Record<Kind, {readonly pl: string; readonly en: string}>> = {
	flood: {
		pl: 'Kasa wysłała za dużo sprzecznych lub błędnych wpisów i serwer jej nie wpuszcza',
		en: 'This till has sent too many contradicting or faulty entries and the server keeps it out',
	},
	fork: {
		pl: 'Drugie urządzenie pisze pod nazwą tej kasy albo przywrócono stary dysk',
		en: 'Another machine writes under the name of this till, or an old disk was put back',
	},
	'over-returned': {
		pl: 'Z paragonów tej kasy zwrócono więcej, niż sprzedano',
		en: 'More came back of this till’s receipts than was sold on them',
	},
	gap: {pl: 'Na serwerze brakuje wpisów tej kasy', en: 'Entries of this till are missing on the server'},
	difference: {pl: 'Wpisy wysłane ponownie z inną treścią', en: 'Entries sent again with another content'},
	malformed: {pl: 'Wpisy, które się nie zgadzają', en: 'Entries that do not add up'},
	late: {pl: 'Wpisy przyszły po zamknięciu miesiąca', en: 'Entries came after their month was closed'},
};
const kinds = Object.keys(words) as readonly Kind[];

export interface NoticesOptions {
	readonly audit: CouchDatabase;
	readonly tills: CouchDatabase;
	readonly now: () => Date;
}

export class Notices {
	readonly #options: NoticesOptions;
	/** What had been written to the audit when the notices were last right. */
	#auditSeq: string | undefined;

	constructor(options: NoticesOptions) {
		this.#options = options;
	}

	async round(): Promise<void> {
		const {audit, tills} = this.#options;
		const seq = (await audit.info())?.updateSeq;
		if (seq === this.#auditSeq) return;
		const counts = await this.#countOpen();
		const stored = await tills.getAll([...counts.keys()].map(noticeId));
		const due = [...counts].flatMap(([till, open]) => {
			const notice = this.#noticeOf(till, open);
			const there = stored.get(notice._id);
			if (there === undefined) return notice.messages.length === 0 ? [] : [notice];
			const read = readTillsDocument(there);
			const isSaid = read.ok && read.value.type === 'notice' && sameMessages(read.value, notice);
			return isSaid ? [] : [{...notice, _rev: there._rev}];
		});
		const failures = await tills.bulk(due);
		const other = failures.find(({error}) => error !== 'conflict');
		if (other !== undefined) throw new Error(`${other.id} could not be written: ${other.reason}`);
		// After a conflict they are looked at again with the next round.
		if (failures.length === 0) this.#auditSeq = seq;
	}

	/** Of every till that has ever had a report, how many are open of each kind. */
	async #countOpen(): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
		const counts = new Map<string, Map<string, number>>();
		for (const {key, value} of await this.#options.audit.view('audit', 'by-till', {group: true})) {
			const [till, kind, state] = key as readonly [string, string, string];
			const ofTill = counts.get(till) ?? new Map<string, number>();
			counts.set(till, ofTill);
			if (state === 'open') ofTill.set(kind, Number(value));
		}
		return counts;
	}

	#noticeOf(till: string, open: ReadonlyMap<string, number>): TillNotice {
		const at = isoWithOffset(this.#options.now().getTime());
		const messages = kinds.flatMap(kind => {
			const count = open.get(kind) ?? 0;
			const {pl, en} = words[kind];
			return count === 0 ? [] : [{pl: `${pl} (${count}).`, en: `${en} (${count}).`}];
		});
		return {_id: noticeId(till), type: 'notice', schema: 1, till, at, messages};
	}
}

function sameMessages(left: TillNotice, right: TillNotice): boolean {
	return JSON.stringify(left.messages) === JSON.stringify(right.messages);
}
