/**
 * Reports as a manager reads them: a row each, and below it what it is about and the id to close it by.
 *
 *   rodzaj       kasa      wpis   zauważono          kasjer             kwota   stan
 *   inna treść   till-01    123   2026-11-23 15:00   Anna Kowalska   −5,00 zł   otwarty
 *       Obowiązuje treść, która przyszła pierwsza; drugą odłożono, jest w raporcie.
 *       difference:receipt:till-01:00000123:0123abcd:1-9c…
 */
import type {
	AuditReport,
	DifferenceReport,
	FloodReport,
	ForkReport,
	LateReport,
	OverReturnedReport,
} from '../../couch/documents/audit.ts';
import {weight, zloty} from '../../till/ui/format.ts';
import {shown} from '../import/table-file.ts';
import type {AuditWords} from './words.ts';

const indent = '    ';
const gap = '   ';
const partCountMax = 12;

export function tableOf(reports: readonly AuditReport[], say: AuditWords): readonly string[] {
	const {kind, till, number, reported, cashier, money, state} = say.column;
	const heading = [kind, till, number, reported, cashier, money, state];
	const rows = reports.map(report => cellsOf(report, say));
	const widths = heading.map((name, place) => Math.max(name.length, ...rows.map(cells => cells[place]?.length ?? 0)));
	const lineOf = (cells: readonly string[]) =>
		cells
			.map((cell, place) => (isNumeric(place) ? cell.padStart(widths[place] ?? 0) : cell.padEnd(widths[place] ?? 0)))
			.join(gap)
			.trimEnd();
	return [
		lineOf(heading),
		...reports.flatMap((report, place) => [
			lineOf(rows[place] ?? []),
			...[...detailsOf(report, say), report._id].map(line => indent + line),
		]),
	];
}

/** The entry's number and the amount. */
function isNumeric(place: number): boolean {
	return place === 2 || place === 5;
}

function cellsOf(report: AuditReport, say: AuditWords): readonly string[] {
	const {type, till, number, reportedAt, state} = report;
	return [
		say.kind[type],
		till,
		String(number),
		moment(reportedAt),
		shown(cashierOf(report)),
		moneyOf(report),
		say.state[state],
	];
}

function cashierOf(report: AuditReport): string {
	switch (report.type) {
		case 'difference':
			return report.resubmission.cashier ?? report.original.cashier ?? '';
		case 'malformed': {
			const {name} = (report.content['cashier'] ?? {}) as {readonly name?: unknown};
			return typeof name === 'string' ? name : '';
		}
		case 'flood':
			return report.resubmission.cashier ?? '';
		case 'over-returned':
			// The last one is the one that was too much, as a rule.
			return report.returns.at(-1)?.cashier ?? '';
		case 'fork':
		case 'gap':
		case 'late':
			return '';
	}
}

function moneyOf(report: AuditReport): string {
	switch (report.type) {
		case 'difference':
			return signed(report.money.totalGrosze);
		case 'late':
			return zloty(report.dueGrosze);
		case 'over-returned':
			return zloty(report.money.totalGrosze);
		case 'malformed':
		case 'fork':
		case 'gap':
		case 'flood':
			return '';
	}
}

function detailsOf(report: AuditReport, say: AuditWords): readonly string[] {
	const closed = report.closed === undefined ? [] : [say.closedBy(closingOf(report.closed))];
	return [...findingOf(report, say), ...closed];
}

function findingOf(report: AuditReport, say: AuditWords): readonly string[] {
	switch (report.type) {
		case 'difference':
			return differenceDetails(report, say);
		case 'malformed':
			return report.faults.map(({field, reason}) => `${shown(field)}: ${shown(reason)}`);
		case 'fork':
			return forkDetails(report, say);
		case 'gap': {
			const {from, to, noticedAt} = report;
			return [say.missing(to - from + 1, from, to), say.noticed(moment(noticedAt))];
		}
		case 'late': {
			const {month, closedAt, entryCount: count} = report;
			return [say.late({month, closedAt: moment(closedAt), count, numbers: runsOf(report.numbers)})];
		}
		case 'over-returned':
			return overReturnedDetails(report, say);
		case 'flood':
			return [say.flood[report.reason], ...unreported(report, say), say.suspension[report.suspension]];
	}
}

function forkDetails(
	{evidence, branches, furtherBranches = [], unnamedBranchCount = 0}: ForkReport,
	say: AuditWords,
): readonly string[] {
	const furtherCount = furtherBranches.length + unnamedBranchCount;
	const further = furtherCount === 0 ? [] : [say.furtherBranches(furtherCount)];
	return [say.evidence[evidence], ...branches.map(branchText), ...further];
}

function unreported({numbers = []}: FloodReport, say: AuditWords): readonly string[] {
	return numbers.length === 0 ? [] : [say.unreported(runsOf(numbers))];
}

function overReturnedDetails(report: OverReturnedReport, say: AuditWords): readonly string[] {
	const {line, name, sold, returned, exceeded, returns, furtherReturnCount: furtherCount = 0} = report;
	const strange = exceeded.flatMap(what => (what === 'product' || what === 'vat' ? [say.strange[what]] : []));
	return [
		say.overReturned({line, name: shown(name), sold: amountsText(sold, say), returned: amountsText(returned, say)}),
		...strange,
		...shortened(returns.map(item => `${branchText(item)}: ${amountsText(item, say)}`)),
		...(furtherCount === 0 ? [] : [say.furtherReturns(furtherCount)]),
	];
}

/** `2 szt., 25,98 zł, kaucja 0,50 zł` */
function amountsText(
	{pieces, weightGrams, totalGrosze, depositsGrosze}: OverReturnedReport['sold'],
	say: AuditWords,
): string {
	return [
		...(pieces === 0 ? [] : [say.pieces(pieces)]),
		...(weightGrams === 0 ? [] : [weight(weightGrams)]),
		zloty(totalGrosze),
		...(depositsGrosze === 0 ? [] : [say.deposits(zloty(depositsGrosze))]),
	].join(', ');
}

function branchText({
	entry,
	cashier = '',
	writtenAt = '',
}: Pick<ForkReport['branches'][number], 'entry' | 'cashier' | 'writtenAt'>): string {
	const about = [shown(cashier), moment(shown(writtenAt))].filter(part => part !== '');
	return `${shown(entry)} (${about.join(', ')})`;
}

/** `12–14, 20` */
function runsOf(numbers: LateReport['numbers']): string {
	return shortened(numbers.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))).join(', ');
}

/** The first of them, and how many more there are. */
function shortened(parts: readonly string[], furtherCount = 0): readonly string[] {
	const moreCount = Math.max(0, parts.length - partCountMax) + furtherCount;
	const more = moreCount > 0 ? [`… (+${moreCount})`] : [];
	return [...parts.slice(0, partCountMax), ...more];
}

function differenceDetails(report: DifferenceReport, say: AuditWords): readonly string[] {
	const {verdict, fields, furtherFieldCount, money} = report;
	return [
		say.verdict[verdict],
		say.differs(shortened(fields.map(shown), furtherFieldCount).join(', ')),
		...money.vat.map(({letter, grossGrosze, vatGrosze}) => say.inVat(letter, signed(grossGrosze), signed(vatGrosze))),
	];
}

function closingOf({by, at, reason}: NonNullable<AuditReport['closed']>) {
	return {by: shown(by), at: moment(at), reason: reason.replace(/\p{Cc}/gu, ' ')};
}

function signed(amountGrosze: number): string {
	return amountGrosze > 0 ? `+${zloty(amountGrosze)}` : zloty(amountGrosze);
}

/** `2026-11-23 15:00`, by the clock of whoever wrote it. */
function moment(iso: string): string {
	return iso.slice(0, 16).replace('T', ' ');
}
