/** What the tool says, Polish first and English beside it. */
import type {Way} from '../reach-till/reach-till.ts';
import {reachSentenceOf} from '../reach-till/words.ts';
import type {ResendFault, ResendOutcome} from './run.ts';

const ways: Readonly<Record<Way, string>> = {
	asked: 'Kasa działa: wysłała sama. · The till is running: it was asked to.',
	opened: 'Kasa nie działa: wysłano z jej plików. · The till is not running: sent from its files.',
};

/** The columns of the numbers are as wide as the longest of them. */
export function tableOf({
	way,
	till,
	report,
	from,
	to,
}: ResendOutcome & {readonly from: string; readonly to: string}): string {
	const rows: readonly (readonly [string, number])[] = [
		['takie same · identical', report.identicalCount],
		['nowe na serwerze · new to the server', report.newCount],
		['inne niż na serwerze · different on the server', report.differentCount],
		['odrzucone · refused', report.refusedCount],
		['sprawdzone · checked', report.checkedCount],
	];
	const nameWidth = Math.max(...rows.map(([name]) => name.length));
	const countWidth = Math.max(...rows.map(([, count]) => String(count).length));
	const lines = rows.map(([name, count]) => `  ${name.padEnd(nameWidth)}   ${String(count).padStart(countWidth)}`);
	return `${[`Kasa · Till ${till}, ${from} – ${to}`, ways[way], ...lines, ...remarksOn(report)].join('\n')}\n`;
}

function remarksOn({checkedCount, differentCount, refusedCount, heldFrom}: ResendOutcome['report']): readonly string[] {
	return [
		...(heldFrom === undefined
			? []
			: [
					`Zapisów sprzed ${heldFrom} kasa już nie ma, więc ich nie sprawdzono. · The till no longer has what it wrote before ${heldFrom}, so that was not checked.`,
				]),
		...(checkedCount === 0 && heldFrom === undefined
			? ['W tych dniach kasa nic nie zapisała. · The till wrote nothing on these days.']
			: []),
		...(differentCount > 0
			? [
					'Inne zostały wysłane obok tych z serwera; pokaże je raport kontroli. · The different ones were sent beside the server’s; the audit report shows both.',
				]
			: []),
		...(refusedCount > 0
			? [
					'Odrzucone zostają na kasie; powód pokazuje ekran serwisowy. · The refused ones stay on the till; its service screen shows why.',
				]
			: []),
	];
}

export function sentenceOf(fault: ResendFault): readonly [polish: string, english: string] {
	switch (fault.code) {
		case 'no-such-day': {
			const option = `--${fault.end}`;
			return [`${option}: nie ma takiego dnia; pisz RRRR-MM-DD.`, `${option}: there is no such day; write YYYY-MM-DD.`];
		}
		case 'backwards':
			return ['Okres kończy się, zanim się zacznie.', 'The period ends before it begins.'];
		case 'not-sent':
			return [`Nie udało się wysłać: ${fault.reason}`, `It could not be sent: ${fault.reason}`];
		default:
			return reachSentenceOf(fault);
	}
}
