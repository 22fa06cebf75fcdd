/**
 * A replica that a test can take the disk away from.
 *
 * `die` is the power cut: whatever the till of that life still tries, nothing of it reaches the disk any more.
 * `refuse` is a disk that takes nothing until it is mended. `busy` says that the disk is at work, so that a test
 * with a clock of its own does not let time pass meanwhile.
 */
import type {Book, Replica} from '../../../till/replica/replica.ts';

/**
 * `syncing`: the journal takes what is written soon and fails at bringing it to the disk. `forgetting`: it takes what is written
 * and does not let go of what is done.
 */
export type Refused = 'journal' | 'syncing' | 'forgetting' | 'book' | 'day' | 'everything';

export interface MortalReplica extends Replica {
	die(): void;
	/** What the disk does not take from now on; nothing: it takes everything. */
	refuse(what?: Refused): void;
	/** The book takes no entry with this number or a higher one. */
	refuseFrom(entry: number): void;
	readonly busy: boolean;
	/** Refused writes. */
	readonly refusedCount: number;
}

export function createMortalReplica(replica: Replica): MortalReplica {
	let dead = false;
	let refused: Refused | undefined;
	let refusedFrom = Number.POSITIVE_INFINITY;
	let refusedCount = 0;
	let underWay = 0;

	function check(...what: readonly Refused[]): void {
		if (dead) throw new Error('the power is off');
		if (refused === undefined || ![...what, 'everything'].includes(refused)) return;
		refusedCount += 1;
		throw new Error('the disk is full');
	}

	async function atWork<T>(work: () => Promise<T>): Promise<T> {
		underWay += 1;
		try {
			return await work();
		} finally {
			underWay -= 1;
		}
	}

	const book: Book = {
		...bound(replica.book),
		append: entry =>
			atWork(async () => {
				check('book');
				if (entry.entry >= refusedFrom) {
					refusedCount += 1;
					throw new Error('the disk is full');
				}
				await replica.book.append(entry);
			}),
		restore: entry =>
			atWork(async () => {
				check('book');
				await replica.book.restore(entry);
			}),
		from: (entry, limit) => atWork(() => replica.book.from(entry, limit)),
		firstOf: month => atWork(() => replica.book.firstOf(month)),
	};
	return {
		catalogue: replica.catalogue,
		lastGood: replica.lastGood,
		book,
		journal: {
			write(saleId, state) {
				check('journal');
				replica.journal.write(saleId, state);
			},
			writeSoon(saleId, state) {
				check('journal');
				const {onDisk} = replica.journal.writeSoon(saleId, state);
				return {onDisk: onDisk.then(() => check('syncing'))};
			},
			done(saleId) {
				check('journal', 'forgetting');
				replica.journal.done(saleId);
			},
			unfinished: () => replica.journal.unfinished(),
		},
		notice: replica.notice,
		day: {
			held: () => replica.day.held(),
			keep(memory) {
				check('day');
				replica.day.keep(memory);
			},
		},
		attempts: {
			held: () => replica.attempts.held(),
			keep(attempts) {
				check();
				replica.attempts.keep(attempts);
			},
		},
		damages: () => replica.damages(),
		noteDamage: damage => replica.noteDamage(damage),
		acknowledgeDamages: by => replica.acknowledgeDamages(by),
		close: () => replica.close(),
		die() {
			dead = true;
		},
		refuse(what) {
			refused = what;
		},
		refuseFrom(entry) {
			refusedFrom = entry;
		},
		get busy() {
			return underWay > 0;
		},
		get refusedCount() {
			return refusedCount;
		},
	};
}

/** The methods of a book, free of their object. */
function bound(book: Book): Book {
	return {
		head: () => book.head(),
		append: entry => book.append(entry),
		restore: entry => book.restore(entry),
		get: id => book.get(id),
		waiting: limit => book.waiting(limit),
		counts: () => book.counts(),
		refused: () => book.refused(),
		isWaiting: id => book.isWaiting(id),
		markSent: (ids, at) => book.markSent(ids, at),
		markRefused: (entries, at) => book.markRefused(entries, at),
		retryRefused: ids => book.retryRefused(ids),
		from: (entry, limit) => book.from(entry, limit),
		firstOf: month => book.firstOf(month),
		months: () => book.months(),
		dropThrough: month => book.dropThrough(month),
		returnsOf: (receipt, month) => book.returnsOf(receipt, month),
		period: (from, to) => book.period(from, to),
		continueAfter: head => book.continueAfter(head),
		lastSent: () => book.lastSent(),
		onChange: listener => book.onChange(listener),
	};
}
