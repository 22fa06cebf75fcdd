/** Receipts to measure with: fifteen lines of the goods of `goods.ts`, sealed and chained as a till seals them. */
import {createHash} from 'node:crypto';
import type {CatalogueDocument} from '../../couch/documents/catalogue.ts';
import {digestOf, entryId} from '../../till/domain/chain.ts';
import type {ChainHead, Receipt, Sealed} from '../../till/domain/entry.ts';
import {sha256} from '../../till/replica/sha256.ts';
import {benchProduct} from './goods.ts';
import {benchMonth} from './server.ts';
import {benchSign} from './till-keys.ts';

const lineCount = 15;
const goodsCount = 50_000;
/** A month has more lines than there are goods. */
const goods = new Map<number, CatalogueDocument>();

/** The receipt that comes after the head of a till's chain. */
export function benchReceipt(head: ChainHead, till: string): Sealed<Receipt> {
	const entry = head.entry + 1;
	const chance = createHash('sha512').update(`${till} ${entry}`).digest();
	const lines = Array.from({length: lineCount}, (_, place) => {
		const product = goodAt(chance.readUInt32BE(place * 4) % goodsCount);
		const pieces = 1 + (chance.readUInt8(place) % 3);
		const priceGrosze = Number(product['priceGrosze']);
		return {
			line: place + 1,
			product: String(product['code']),
			name: String(product['name']),
			receiptName: String(product['receiptName']),
			barcode: String((product['barcodes'] as readonly string[])[0]),
			group: String(product['group']),
			route: 'main',
			vat: String(product['vat']),
			unit: 'szt',
			pieces,
			priceGrosze,
			priceSource: 'product',
			grossGrosze: pieces * priceGrosze,
			discountGrosze: 0,
			totalGrosze: pieces * priceGrosze,
		};
	});
	const total = lines.reduce((sum, line) => sum + line.totalGrosze, 0);
	const vat = (['A', 'C'] as const).flatMap(letter => {
		const gross = lines.filter(line => line.vat === letter).reduce((sum, line) => sum + line.totalGrosze, 0);
		const rate = letter === 'A' ? 2300 : 500;
		const vatGrosze = Math.round((gross * rate) / (10_000 + rate));
		return gross === 0 ? [] : [{letter, rate, grossGrosze: gross, vatGrosze}];
	});
	const tenders = [{kind: 'card', amountGrosze: total}];
	const content = {
		_id: entryId({type: 'receipt', till, entry, suffix: sha256(`${till} ${entry}`).slice(0, 8)}),
		type: 'receipt',
		schema: 1,
		till,
		entry,
		month: benchMonth,
		businessDay: `${benchMonth}-23`,
		writtenAt: `${benchMonth}-23T15:00:00+01:00`,
		previous: head.digest,
		saleId: sha256(`sale ${till} ${entry}`).slice(0, 24),
		openedAt: `${benchMonth}-23T14:59:00+01:00`,
		cashier: {id: '7', name: 'Anna Kowalczyk'},
		lines,
		deposits: [],
		vat,
		goodsGrosze: total,
		discountGrosze: 0,
		depositsGrosze: 0,
		dueGrosze: total,
		tenders,
		changeGrosze: 0,
		slips: [
			{
				route: 'main',
				printer: 'ABC1234567',
				fiscalNumber: entry,
				printedAt: `${benchMonth}-23T15:00:00+01:00`,
				proof: 'answer',
				goodsGrosze: total,
				depositsGrosze: 0,
				vat,
				tenders,
				changeGrosze: 0,
			},
		],
	};
	const digest = digestOf(content, sha256);
	return {...content, digest, signature: benchSign(digest)} as unknown as Sealed<Receipt>;
}

function goodAt(number: number): CatalogueDocument {
	const known = goods.get(number) ?? benchProduct(number);
	goods.set(number, known);
	return known;
}

export function benchReceipts(count: number, till: string, head: ChainHead): readonly Sealed<Receipt>[] {
	const receipts: Sealed<Receipt>[] = [];
	let end = head;
	for (let made = 0; made < count; made++) {
		const receipt = benchReceipt(end, till);
		receipts.push(receipt);
		end = {entry: receipt.entry, digest: receipt.digest, month: receipt.month};
	}
	return receipts;
}

/** So many receipts of several tills, as many of each as can be; the heads are moved on. */
export function nextReceipts(count: number, heads: Map<string, ChainHead>): readonly Sealed<Receipt>[] {
	let rest = count;
	return [...heads].flatMap(([till, head], place) => {
		const share = Math.ceil(rest / (heads.size - place));
		rest -= share;
		const receipts = benchReceipts(share, till, head);
		const last = receipts.at(-1);
		if (last !== undefined) heads.set(till, {entry: last.entry, digest: last.digest, month: last.month});
		return receipts;
	});
}
