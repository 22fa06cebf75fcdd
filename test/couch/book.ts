/** A till's book for tests: sealed entries in a chain, and altered copies of them. */
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import type {CouchDocument} from '../../couch/server.ts';
import {digestOf, entryId, noDigest, revisionOf} from '../../till/domain/chain.ts';
import type {EntryType} from '../../till/domain/entry.ts';

export type EntryDocument = CouchDocument & {readonly _rev: string; readonly digest: string};

function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** With the digest, the signature and the revision that belong to the content. */
export function sealed(content: Readonly<Record<string, unknown>>): EntryDocument {
	const digest = digestOf(content, sha256);
	return {...content, digest, signature: '', _rev: revisionOf(digest)} as unknown as EntryDocument;
}

export interface SigningKey {
	/** SPKI in base64, as it stands in a till's profile. */
	readonly publicKey: string;
	/** The same entry under this key's signature. */
	sign(entry: EntryDocument): EntryDocument;
}

export function signingKey(): SigningKey {
	const {publicKey, privateKey} = generateKeyPairSync('ed25519');
	return {
		publicKey: publicKey.export({type: 'spki', format: 'der'}).toString('base64'),
		sign: entry => ({
			...entry,
			signature: sign(null, new TextEncoder().encode(entry.digest), privateKey).toString('base64'),
		}),
	};
}

/** The public half of nobody's key, always the same one for a name. */
export function publicKeyNamed(name: string): string {
	const spki = Buffer.from(`302a300506032b6570032100${sha256(name)}`, 'hex');
	return spki.toString('base64');
}

/** The same entry with another content, under the revision of that content. */
export function altered(entry: EntryDocument, changes: Readonly<Record<string, unknown>>): EntryDocument {
	return sealed({...entry, ...changes});
}

/** An altered copy whose revision is higher, or lower, than the entry's: CouchDB's winner is the higher one. */
export function alteredTo(side: 'higher' | 'lower', entry: EntryDocument, total = 0): EntryDocument {
	for (let cashier = 0; ; cashier += 1) {
		const copy = altered(entry, {...receiptMoney(999 + total), cashier: {id: `${cashier}`, name: 'Oszust'}});
		if (copy._rev > entry._rev === (side === 'higher')) return copy;
	}
}

/** A receipt's lines, slips and sums for one good at 23 %; so many pieces of it make up the amount. */
export function receiptMoney(totalGrosze: number, pieces = 1): Readonly<Record<string, unknown>> {
	const vat = [{letter: 'A', rate: 2300, grossGrosze: totalGrosze, vatGrosze: Math.round((totalGrosze * 23) / 123)}];
	const tenders = [{kind: 'cash', amountGrosze: totalGrosze}];
	return {
		lines: [
			{
				line: 1,
				product: '000123',
				name: 'Chleb żytni',
				receiptName: 'Chleb żytni',
				group: '10',
				route: 'main',
				vat: 'A',
				unit: 'szt',
				pieces,
				priceGrosze: totalGrosze / pieces,
				priceSource: 'product',
				grossGrosze: totalGrosze,
				discountGrosze: 0,
				totalGrosze,
			},
		],
		deposits: [],
		vat,
		goodsGrosze: totalGrosze,
		discountGrosze: 0,
		depositsGrosze: 0,
		dueGrosze: totalGrosze,
		tenders,
		changeGrosze: 0,
		slips: [
			{
				route: 'main',
				printer: 'ABC1234567',
				fiscalNumber: 17,
				printedAt: '2026-11-23T15:00:00+01:00',
				proof: 'answer',
				goodsGrosze: totalGrosze,
				depositsGrosze: 0,
				vat,
				tenders,
				changeGrosze: 0,
			},
		],
	};
}

interface ReturnedAmounts {
	readonly pieces?: number;
	/** Less than the pieces' price when there was a discount. */
	readonly totalGrosze?: number;
	readonly month?: string;
}

/** A return's lines and sums for pieces of a receipt's first line. */
export function returnMoney(
	receipt: EntryDocument,
	{pieces = 1, totalGrosze}: Pick<ReturnedAmounts, 'pieces' | 'totalGrosze'> = {},
): Readonly<Record<string, unknown>> {
	const [sold] = receipt['lines'] as readonly [{readonly priceGrosze: number; readonly priceSource: string}];
	const {priceSource: _, ...line} = sold;
	const grossGrosze = pieces * line.priceGrosze;
	const total = totalGrosze ?? grossGrosze;
	return {
		lines: [{...line, pieces, grossGrosze, discountGrosze: grossGrosze - total, totalGrosze: total}],
		deposits: [],
		vat: [{letter: 'A', rate: 2300, grossGrosze: total, vatGrosze: Math.round((total * 23) / 123)}],
		goodsGrosze: total,
		depositsGrosze: 0,
		refundGrosze: total,
		tenders: [{kind: 'cash', amountGrosze: total}],
	};
}

export class Book {
	readonly till: string;
	/** What tells the ids of a copied machine's entries from the first one's. */
	readonly #machine: string;
	#entry = 0;
	#previous = noDigest;

	constructor(till: string, machine = '') {
		this.till = till;
		this.#machine = machine;
	}

	/** The same book up to here on another machine. */
	clone(machine: string): Book {
		const copy = new Book(this.till, machine);
		copy.#entry = this.#entry;
		copy.#previous = this.#previous;
		return copy;
	}

	receipt({totalGrosze = 1299, pieces = 1, month = '2026-11'} = {}): EntryDocument {
		return this.#next('receipt', month, {
			saleId: `sale-${this.#entry + 1}`,
			openedAt: '2026-11-23T14:59:00+01:00',
			cashier: {id: '7', name: 'Anna'},
			...receiptMoney(totalGrosze, pieces),
		});
	}

	/** So much of a receipt's first line is given back, in whatever book. */
	returnOf(receipt: EntryDocument, {month = '2026-11', ...amounts}: ReturnedAmounts = {}): EntryDocument {
		const {_id, saleId, month: soldIn, businessDay, slips} = receipt;
		const names = (slips as readonly Readonly<Record<string, unknown>>[]).map(
			({route, printer, fiscalNumber, printedAt}) => ({route, printer, fiscalNumber, printedAt}),
		);
		return this.#next('return', month, {
			original: {receipt: _id, saleId, month: soldIn, businessDay, slips: names},
			cashier: {id: '7', name: 'Anna'},
			approvedBy: {id: '9', name: 'Hanna'},
			reason: 'Pęknięte opakowanie',
			...returnMoney(receipt, amounts),
		});
	}

	event({month = '2026-11'} = {}): EntryDocument {
		return this.#next('event', month, {event: 'logged-in', cashier: {id: '7', name: 'Anna'}});
	}

	seal({month = '2026-11'} = {}): EntryDocument {
		const lastEntry = this.#entry;
		return this.#next('seal', month, {count: lastEntry, firstEntry: 1, lastEntry, lastDigest: this.#previous});
	}

	#next(type: EntryType, month: string, content: object): EntryDocument {
		this.#entry += 1;
		const suffix = sha256(`${this.till}${this.#machine}${this.#entry}`).slice(0, 8);
		const entry = sealed({
			_id: entryId({type, till: this.till, entry: this.#entry, suffix}),
			type,
			schema: 1,
			till: this.till,
			entry: this.#entry,
			month,
			businessDay: `${month}-23`,
			writtenAt: `${month}-23T15:00:00+01:00`,
			previous: this.#previous,
			...content,
		});
		this.#previous = entry.digest;
		return entry;
	}
}
