/** What a check of a month says, in Polish and in English. */
import {unreachable} from '../../till/domain/assert.ts';
import type {ChainFault, ChainReport} from '../../till/domain/chain-check.ts';

type Sentence = readonly [polish: string, english: string];

/** A month that was exchanged as a whole has as many faults as entries. */
const faultsShownMax = 20;

export function sentencesOf(
	{count, first, last, isSealed, reckonedCount, faults}: ChainReport,
	{month, isRunning}: {readonly month: string; readonly isRunning: boolean},
): readonly string[] {
	const shown = faults.slice(0, faultsShownMax).map(faultSentence);
	const more = faults.length - shown.length;
	const range = first === undefined ? '–' : `${first}–${last?.entry ?? first}`;
	const sentences: readonly Sentence[] = [
		[
			`${month}: wpisów ${count} (${range}), sprawdzonych podpisów ${reckonedCount}, ${isSealed ? 'miesiąc zamknięty' : 'miesiąc niezamknięty'}.`,
			`${month}: ${count} entries (${range}), ${reckonedCount} signatures checked, ${isSealed ? 'the month is sealed' : 'the month is not sealed'}.`,
		],
		...(isRunning
			? ([
					[
						'Kasa działa: sprawdzono to, co zapisała do tej chwili.',
						'The till runs: what it had written by now was checked.',
					],
				] as const)
			: []),
		...shown,
		...(more > 0 ? ([[`… i jeszcze ${more}.`, `… and ${more} more.`]] as const) : []),
		faults.length === 0
			? ['Łańcuch jest cały.', 'The chain is whole.']
			: ['Łańcuch jest przerwany.', 'The chain is broken.'],
	];
	return sentences.map(([polish, english]) => `${polish} · ${english}`);
}

function faultSentence(fault: ChainFault): Sentence {
	switch (fault.kind) {
		case 'unreadable':
			return [`Wiersz ${fault.line} nieczytelny: ${fault.reason}`, `line ${fault.line} cannot be read`];
		case 'stranger':
			return [`Wiersz ${fault.line} nie należy tutaj: ${fault.id}`, `line ${fault.line} does not belong here`];
		case 'digest':
			return [`Wpis ${fault.entry} ma inną treść niż skrót`, `entry ${fault.entry} is not what its digest says`];
		case 'missing':
			return [`Brakuje wpisów ${fault.from}–${fault.to}`, `entries ${fault.from}–${fault.to} are missing`];
		case 'twice':
			return [`Wpis ${fault.entry} jest w dwóch wersjach`, `there are two versions of entry ${fault.entry}`];
		case 'previous':
			return [
				`Wpis ${fault.entry} nie idzie po wpisie przed nim`,
				`entry ${fault.entry} does not follow the one before it`,
			];
		case 'seal':
			return [`Zamknięcie miesiąca, wpis ${fault.entry}, jest błędne`, `the seal, entry ${fault.entry}, is wrong`];
		case 'signature':
			return [
				`Podpis wpisu ${fault.entry}: ${signaturePolish[fault.reason]}`,
				`the signature of entry ${fault.entry} ${signatureEnglish[fault.reason]}`,
			];
		default:
			return unreachable(fault);
	}
}

type Reason = Extract<ChainFault, {kind: 'signature'}>['reason'];
const signaturePolish: Readonly<Record<Reason, string>> = {
	'is missing': 'brak',
	'is not 64 bytes in base64': 'nie jest podpisem',
	'no-key': 'nie ma klucza do sprawdzenia',
	'other-key': 'nie jest podpisem tej kasy',
};
const signatureEnglish: Readonly<Record<Reason, string>> = {
	'is missing': 'is missing',
	'is not 64 bytes in base64': 'is no signature',
	'no-key': 'cannot be checked: there is no key',
	'other-key': 'is not this till’s',
};
