/** What the simulation says, Polish first and English beside it. */
import type {SimulationReport} from './run.ts';
import type {Tally} from './tally.ts';

export interface Row {
	readonly protocol: string;
	readonly tally: Tally;
	readonly seconds: number;
}

const columns: readonly (readonly [polish: string, english: string, value: (row: Row) => string])[] = [
	['protokół', 'protocol', ({protocol}) => protocol],
	['sprzedaże', 'sales', ({tally}) => String(tally.saleCount)],
	['wydruki', 'slips', ({tally}) => String(tally.slipCount)],
	['kłopoty', 'troubles', ({tally}) => String(troubleCount(tally))],
	['śmierci kasy', 'till kills', ({tally}) => String(tally.killCount)],
	['pytania', 'questions', ({tally}) => String(tally.questionCount)],
	['w tym bez dowodu', 'no evidence', ({tally}) => String(tally.absentCount)],
	['odłożone', 'put aside', ({tally}) => String(tally.suspendedCount)],
	['wycofania', 'voids', ({tally}) => String(tally.voidedCount)],
	['przeniesione', 'moved', ({tally}) => String(tally.movedCount)],
	['poniechane', 'given up', ({tally}) => String(tally.abandonedCount)],
	['bez zakupów', 'left', ({tally}) => String(tally.leftCount)],
	['sekundy', 'seconds', ({seconds}) => seconds.toFixed(1)],
];

export function tableOf(rows: readonly Row[]): string {
	const cells = [
		columns.map(([polish]) => polish),
		columns.map(([, english]) => english),
		...rows.map(row => columns.map(([, , value]) => value(row))),
	];
	const widths = columns.map((_column, place) => Math.max(...cells.map(line => (line[place] ?? '').length)));
	const lines = cells.map(line =>
		line
			.map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0)))
			.join('  '),
	);
	return [...lines, '', ...rows.map(troublesOf)].join('\n');
}

function troublesOf({protocol, tally}: Row): string {
	const kinds = Object.entries(tally.troubles).sort(([one], [other]) => (one < other ? -1 : 1));
	return `${protocol}: ${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')}`;
}

function troubleCount({troubles}: Tally): number {
	return Object.values(troubles).reduce((sum, count) => sum + count, 0);
}

export function failureWords(
	failure: NonNullable<SimulationReport['failure']>,
	{protocol, command}: {readonly protocol: string; readonly command: string},
): string {
	return [
		failure.story,
		'',
		`${protocol}: źle przy sprzedaży ${failure.sale} · wrong at sale ${failure.sale}`,
		failure.words,
		`Powtórka · Again: ${command}`,
	].join('\n');
}
