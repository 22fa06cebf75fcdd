/**
 * A reconciliation as a manager reads it: the verdict, the day in the book, the server, and each span of each printer.
 *
 *   Kasa till-01, 2026-11-23: NIE ZGADZA SIĘ
 *   …
 *   Drukarka ZBF 1234: nie zgadza się
 *       od raportu event:till-01:00000101:0123abcd
 *       do raportu 348, event:till-01:00000187:4567cdef
 *                       kasa   drukarka   różnica
 *       A             200,00     212,30    +12,30
 *       paragony          41         42        +1
 */
import type {BookEntry, UnfinishedSlip} from '../../till/domain/day-account.ts';
import {rangesText} from '../../till/domain/entry-range.ts';
import type {ReconciledSpan, Reconciliation, ServerVerdict} from '../../till/domain/reconciliation.ts';
import type {CountVerdict, LetterVerdict} from '../../till/domain/report-span.ts';
import {count, money, zloty} from '../../till/ui/format.ts';
import {shown} from '../import/table-file.ts';
import type {Way} from '../reach-till/reach-till.ts';
import type {ReconcileWords} from './words.ts';

const indent = '    ';
const gap = '   ';
const namedCountMax = 10;

export function tableOf(reconciliation: Reconciliation, way: Way, say: ReconcileWords): readonly string[] {
	const {till, day, verdict, sums, spans, server} = reconciliation;
	const letters = sums.gross.map(({letter, grossGrosze}) => `${letter} ${money(grossGrosze)}`).join(', ');
	return [
		say.heading({till, day, verdict: say.verdict[verdict]}),
		say.way[way],
		say.day({receiptCount: sums.receiptCount, due: zloty(sums.dueGrosze), letters}),
		...bookRemarks(reconciliation, say),
		'',
		...serverLines(server, say),
		...(spans.length === 0 ? ['', say.noSpans] : spans.flatMap(span => ['', ...spanLines(span, say)])),
	];
}

function bookRemarks({missing, unread, heldFrom, unfinished}: Reconciliation, say: ReconcileWords): readonly string[] {
	return [
		...(heldFrom === undefined ? [] : [say.heldFrom(heldFrom)]),
		...(missing.length === 0 ? [] : [say.missing(rangesText(missing))]),
		...unread.map(({id, unread: reason = ''}) => say.unread(id, shown(reason))),
		...unfinished.map(slip => say.unfinished(unfinishedText(slip), say.paper[slip.state])),
	];
}

function unfinishedText({saleId, printer, gross, depositsGrosze}: UnfinishedSlip): string {
	const sum = gross.reduce((total, {grossGrosze}) => total + grossGrosze, 0) + depositsGrosze;
	return `${shown(saleId)}, ${shown(printer)}, ${zloty(sum)}`;
}

function serverLines(server: ServerVerdict, say: ReconcileWords): readonly string[] {
	switch (server.state) {
		case 'equal':
			return [say.serverEqual(server.entryCount)];
		case 'unknown':
			return [say.serverNotAsked(server.reason)];
		case 'behind':
			return [say.serverBehind, ...listed(say.waitingForServer(server.waiting.length), server.waiting.map(entryText))];
		case 'differs': {
			const {waiting, refused, missing, different, foreign} = server;
			return [
				say.serverDiffers,
				...listed(say.notTakenByServer(refused.length), refused.map(entryText)),
				...listed(say.waitingForServer(waiting.length), waiting.map(entryText)),
				...listed(say.notOnServer(missing.length), missing.map(entryText)),
				...listed(say.otherOnServer(different.length), different.map(entryText)),
				...listed(say.onlyOnServer(foreign.length), foreign.map(shown)),
			];
		}
	}
}

function entryText({id, sale}: BookEntry): string {
	return sale === undefined ? shown(id) : `${shown(id)}, ${zloty(sale.dueGrosze)}`;
}

function spanLines(span: ReconciledSpan, say: ReconcileWords): readonly string[] {
	const {printer, verdict, start, end, letters, count: counted, depositsGrosze} = span;
	return [
		say.span(shown(printer), say.spanVerdict(verdict)),
		indent + say.start(start),
		indent + say.end(end),
		...figureLines([...letters.map(letterCells), countCells(counted, say)], say).map(line => indent + line),
		...(depositsGrosze === 0 ? [] : [indent + say.deposits(zloty(depositsGrosze))]),
		...span.attempts.map(id => indent + say.attempt(shown(id))),
		...suspectLines(span, say),
	];
}

function suspectLines({suspects, furtherCount}: ReconciledSpan, say: ReconcileWords): readonly string[] {
	if (suspects.length === 0) return [];
	const further = furtherCount === 0 ? [] : [`${indent}${indent}${say.further(furtherCount)}`];
	return [indent + say.suspects, ...suspects.map(suspect => `${indent}${indent}${say.suspect(suspect)}`), ...further];
}

type Cells = readonly [name: string, till: string, printer: string, difference: string];

function letterCells(verdict: LetterVerdict): Cells {
	const {letter, tillGrosze} = verdict;
	switch (verdict.state) {
		case 'equal':
			return [letter, money(tillGrosze), money(tillGrosze), ''];
		case 'differs':
			return [letter, money(tillGrosze), money(verdict.printerGrosze), signed(verdict.differenceGrosze, money)];
		case 'unknown':
			return [letter, money(tillGrosze), '?', ''];
	}
}

function countCells(verdict: CountVerdict, say: ReconcileWords): Cells {
	const {tillCount} = verdict;
	switch (verdict.state) {
		case 'equal':
			return [say.receipts, count(tillCount), count(tillCount), ''];
		case 'differs': {
			const {printerCount} = verdict;
			return [say.receipts, count(tillCount), count(printerCount), signed(printerCount - tillCount, count)];
		}
		case 'unknown':
			return [say.receipts, count(tillCount), '?', ''];
	}
}

function figureLines(rows: readonly Cells[], say: ReconcileWords): readonly string[] {
	const all: readonly Cells[] = [['', say.column.till, say.column.printer, say.column.difference], ...rows];
	const widths = [0, 1, 2, 3].map(place => Math.max(...all.map(cells => cells[place]?.length ?? 0)));
	return all.map(cells =>
		cells
			.map((cell, place) => (place === 0 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0)))
			.join(gap)
			.trimEnd(),
	);
}

function listed(title: string, parts: readonly string[]): readonly string[] {
	if (parts.length === 0) return [];
	const moreCount = parts.length - namedCountMax;
	const more = moreCount > 0 ? [`… (+${moreCount})`] : [];
	return [indent + title, ...[...parts.slice(0, namedCountMax), ...more].map(part => indent + indent + part)];
}

function signed(amount: number, write: (amount: number) => string): string {
	return amount > 0 ? `+${write(amount)}` : write(amount);
}
