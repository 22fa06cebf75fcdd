/** What the reconciliation says, in Polish and in English. A sentence missing in one of the two does not compile. */
import type {UnfinishedSlip} from '../../till/domain/day-account.ts';
import type {ReportResult} from '../../till/domain/entry.ts';
import type {Reconciliation} from '../../till/domain/reconciliation.ts';
import type {SpanEnd, SpanSlip, SpanStart, SpanUnknown, SpanVerdict} from '../../till/domain/report-span.ts';
import type {Suspect} from '../../till/domain/span-suspects.ts';
import {zloty} from '../../till/ui/format.ts';
import {counting} from '../../till/ui/words/plural.ts';
import type {Language} from '../import/words.ts';
import type {Way} from '../reach-till/reach-till.ts';
import {reachSentenceOf} from '../reach-till/words.ts';
import type {ReconcileFault} from './run.ts';

export interface ReconcileWords {
	readonly description: string;
	readonly optionTill: string;
	readonly optionDay: string;
	readonly optionUrl: string;
	readonly optionConfig: string;
	readonly optionJson: string;
	readonly verdict: Readonly<Record<Reconciliation['verdict'], string>>;
	readonly heading: (parts: {readonly till: string; readonly day: string; readonly verdict: string}) => string;
	readonly way: Readonly<Record<Way, string>>;
	readonly day: (sums: {readonly receiptCount: number; readonly due: string; readonly letters: string}) => string;
	readonly heldFrom: (day: string) => string;
	/** Numbers, as `12-14, 20`. */
	readonly missing: (numbers: string) => string;
	readonly unread: (id: string, reason: string) => string;
	readonly unfinished: (slip: string, paper: string) => string;
	readonly paper: Readonly<Record<UnfinishedSlip['state'], string>>;
	readonly serverEqual: (count: number) => string;
	readonly serverNotAsked: (reason: string) => string;
	readonly serverBehind: string;
	readonly serverDiffers: string;
	readonly waitingForServer: (count: number) => string;
	readonly notTakenByServer: (count: number) => string;
	readonly notOnServer: (count: number) => string;
	readonly otherOnServer: (count: number) => string;
	readonly onlyOnServer: (count: number) => string;
	readonly noSpans: string;
	readonly span: (printer: string, verdict: string) => string;
	readonly spanVerdict: (verdict: SpanVerdict) => string;
	readonly start: (start: SpanStart) => string;
	readonly end: (end: SpanEnd) => string;
	readonly column: {readonly till: string; readonly printer: string; readonly difference: string};
	readonly receipts: string;
	readonly deposits: (amount: string) => string;
	readonly attempt: (id: string) => string;
	readonly suspects: string;
	readonly suspect: (suspect: Suspect) => string;
	readonly further: (count: number) => string;
	readonly noUrl: string;
	readonly fault: (fault: ReconcileFault) => string;
}

const counted = {pl: counting('pl'), en: counting('en')};

function slipText({id, fiscalNumber, gross, depositsGrosze}: SpanSlip, slip: string): string {
	const sum = gross.reduce((total, {grossGrosze}) => total + grossGrosze, 0) + depositsGrosze;
	return `${id} (${slip} ${fiscalNumber}, ${zloty(sum)})`;
}

const reportResultPl: Readonly<Record<ReportResult, string>> = {
	printed: 'wydrukowany',
	'nothing-to-report': 'nie było czego raportować',
	refused: 'odmowa',
	'not-printed': 'niewydrukowany',
	unknown: 'nie wiadomo, czy wydrukowany',
};

function unknownPl(reason: SpanUnknown): string {
	switch (reason.code) {
		case 'report-unknown':
			return 'nie wiadomo, czy raport został wydrukowany';
		case 'report-pending':
			return 'kasa jeszcze nie wie, co się stało z raportem';
		case 'start-unclear':
			return 'nie wiadomo, czy poprzedni raport został wydrukowany';
		case 'start-not-held':
			return 'kasa nie ma już wpisów od poprzedniego raportu';
		case 'entries-missing':
			return 'kwoty się różnią, a w księdze brakuje wpisów';
		case 'not-asked': {
			const detail = reason.detail === undefined ? '' : ` (${reason.detail})`;
			return {
				printing: 'drukarki nie zapytano, bo trwa sprzedaż; powtórz za chwilę',
				'slip-waits': 'drukarki nie zapytano, bo czeka odłożony paragon; dokończ go i powtórz',
				reporting: 'drukarki nie zapytano, bo trwa raport dobowy albo nie wiadomo, co się z nim stało',
				'no-answer': `drukarka nie odpowiedziała${detail}`,
			}[reason.why];
		}
	}
}

const pl: ReconcileWords = {
	description: 'Porównuje dzień sprzedaży: paragony kasy, serwera i liczniki drukarek fiskalnych. Niczego nie zmienia.',
	optionTill: 'folder danych kasy',
	optionDay: 'dzień sprzedaży, RRRR-MM-DD',
	optionUrl: 'serwer z użytkownikiem, który czyta paragony: http://użytkownik:hasło@adres:5984 (albo COUCHDB_URL)',
	optionConfig: 'ustawienia kasy, jeśli nie w jej folderze',
	optionJson: 'jeden wiersz JSON zamiast tabeli',
	verdict: {equal: 'zgadza się', differs: 'NIE ZGADZA SIĘ', unknown: 'NIE WIADOMO'},
	heading: ({till, day, verdict}) => `Kasa ${till}, ${day}: ${verdict}`,
	way: {asked: 'Kasa działa i odpowiedziała sama.', opened: 'Kasa nie działa: odczytano jej pliki.'},
	day: ({receiptCount, due, letters}) => {
		const receipts = counted.pl(receiptCount, {one: 'paragon', few: 'paragony', many: 'paragonów', other: 'paragonu'});
		return `Tego dnia w kasie: ${receipts}, ${due}${letters === '' ? '' : ` (${letters})`}`;
	},
	heldFrom: day => `Kasa nie ma już wpisów sprzed ${day}.`,
	missing: numbers => `W księdze kasy brakuje wpisów: ${numbers}.`,
	unread: (id, reason) => `Wpisu ${id} nie da się odczytać: ${reason}`,
	unfinished: (slip, paper) => `Sprzedaż bez paragonu w księdze: ${slip}; ${paper}.`,
	paper: {
		printed: 'wydruk wyszedł z drukarki',
		'not-printed': 'wydruk nie wyszedł',
		unknown: 'nie wiadomo, czy wydruk wyszedł',
	},
	serverEqual: count =>
		`Serwer: ma to samo, ${counted.pl(count, {one: 'wpis', few: 'wpisy', many: 'wpisów', other: 'wpisu'})}.`,
	serverNotAsked: reason => `Serwer: nie zapytano (${reason})`,
	serverDiffers: 'Serwer: nie ma tego samego.',
	serverBehind: 'Serwer: ma to samo oprócz wpisów, które czekają na wysłanie.',
	waitingForServer: count => `Czekają na wysłanie: ${count}`,
	notTakenByServer: count => `Odrzucone przez serwer (zob. ekran serwisowy kasy): ${count}`,
	notOnServer: count => `Brak na serwerze, choć zostały wysłane: ${count}`,
	otherOnServer: count => `Na serwerze z inną treścią (zob. npm run audit): ${count}`,
	onlyOnServer: count => `Tylko na serwerze: ${count}`,
	noSpans: 'Tego dnia żadna drukarka nie drukowała paragonów ani raportu.',
	span: (printer, verdict) => `Drukarka ${printer}: ${verdict}`,
	spanVerdict(verdict) {
		switch (verdict.state) {
			case 'equal':
				return 'zgadza się';
			case 'differs':
				return 'NIE ZGADZA SIĘ';
			case 'not-reported':
				return 'jeszcze bez raportu';
			case 'unknown':
				return `NIE WIADOMO: ${unknownPl(verdict.reason)}`;
		}
	},
	start(start) {
		switch (start.kind) {
			case 'report':
				return `od raportu ${start.id}`;
			case 'unclear':
				return `od raportu ${start.id}, o którym nie wiadomo, czy go wydrukowano`;
			case 'book':
				return 'od początku księgi kasy; co drukarka sprzedała wcześniej, też jest w jej liczniku';
			case 'not-held':
				return 'początku kasa już nie ma';
		}
	},
	end(end) {
		switch (end.kind) {
			case 'report': {
				const number = end.reportNumber === undefined ? '' : ` nr ${end.reportNumber}`;
				return `do raportu${number}, ${end.id}: ${reportResultPl[end.result]}`;
			}
			case 'live':
				return 'do teraz; raportu jeszcze nie ma, liczniki podała drukarka';
			case 'open':
				return 'do końca księgi; raportu jeszcze nie ma';
		}
	},
	column: {till: 'kasa', printer: 'drukarka', difference: 'różnica'},
	receipts: 'paragony',
	deposits: amount => `Kaucje ${amount} są poza VAT i nie ma ich w liczniku drukarki.`,
	attempt: id => `Po drodze był raport, którego drukarka nie zrobiła: ${id}`,
	suspects: 'Co może być przyczyną:',
	suspect(suspect) {
		const exactly = (explains: boolean) => (explains ? '; to dokładnie ta różnica' : '');
		switch (suspect.kind) {
			case 'not-at-printer':
				return `drukarce brakuje dokładnie tego: ${suspect.slips.map(slip => slipText(slip, 'wydruk')).join(' + ')}`;
			case 'printed-twice':
				return `drukarka ma o tyle za dużo, ile jest na: ${slipText(suspect.slip, 'wydruk')}`;
			case 'other-reports':
				return `drukarka zrobiła w tym czasie raporty dobowe poza kasą: ${suspect.count}`;
			case 'cashier-word':
				return `wydruk tylko na słowo kasjera: ${slipText(suspect.slip, 'wydruk')}`;
			case 'given-up':
				return `wydruk, z którego zrezygnowano: ${suspect.id}, ${zloty(suspect.amountGrosze)}${exactly(suspect.explains)}`;
			case 'unfinished':
				return `sprzedaż bez paragonu: ${suspect.slip.saleId}${exactly(suspect.explains)}`;
		}
	},
	further: count => `… tak samo pasujących jest więcej: ${count}`,
	noUrl: 'nie podano adresu: --url albo COUCHDB_URL',
	fault(fault) {
		switch (fault.code) {
			case 'no-such-day':
			case 'backwards':
				return '--day: nie ma takiego dnia; pisz RRRR-MM-DD.';
			case 'bad-url':
				return '--url: adres serwera zaczyna się od http:// albo https://';
			default:
				return reachSentenceOf(fault)[0];
		}
	},
};

const reportResultEn: Readonly<Record<ReportResult, string>> = {
	printed: 'printed',
	'nothing-to-report': 'nothing to report',
	refused: 'refused',
	'not-printed': 'not printed',
	unknown: 'printed or not, nobody knows',
};

function unknownEn(reason: SpanUnknown): string {
	switch (reason.code) {
		case 'report-unknown':
			return 'whether the report was printed';
		case 'report-pending':
			return 'the till has not found out yet what became of a report';
		case 'start-unclear':
			return 'whether the report before was printed';
		case 'start-not-held':
			return 'the till no longer has all entries since the report before';
		case 'entries-missing':
			return 'the sums differ, and entries are missing in the book';
		case 'not-asked': {
			const detail = reason.detail === undefined ? '' : ` (${reason.detail})`;
			return {
				printing: 'the printer was not asked because a sale is going on; try again in a moment',
				'slip-waits': 'the printer was not asked because a slip that was put aside waits; finish it and try again',
				reporting: 'the printer was not asked because a daily report is under way, or nobody knows its fate',
				'no-answer': `the printer did not answer${detail}`,
			}[reason.why];
		}
	}
}

const en: ReconcileWords = {
	description:
		'Compares a business day: the till’s receipts, the server’s, and what the fiscal printers counted. It changes nothing.',
	optionTill: 'the till’s data folder',
	optionDay: 'the business day, YYYY-MM-DD',
	optionUrl: 'the server, with a user who reads receipts: http://user:password@host:5984 (or COUCHDB_URL)',
	optionConfig: 'the till’s settings, if not in its folder',
	optionJson: 'one line of JSON instead of the table',
	verdict: {equal: 'equal', differs: 'DIFFERS', unknown: 'UNKNOWN'},
	heading: ({till, day, verdict}) => `Till ${till}, ${day}: ${verdict}`,
	way: {asked: 'The till is running and answered itself.', opened: 'The till is not running: its files were read.'},
	day: ({receiptCount, due, letters}) => {
		const receipts = counted.en(receiptCount, {one: 'receipt', other: 'receipts'});
		return `At the till on this day: ${receipts}, ${due}${letters === '' ? '' : ` (${letters})`}`;
	},
	heldFrom: day => `The till no longer has what it wrote before ${day}.`,
	missing: numbers => `Entries are missing in the till’s book: ${numbers}.`,
	unread: (id, reason) => `The entry ${id} cannot be read: ${reason}`,
	unfinished: (slip, paper) => `A sale without a receipt in the book: ${slip}; ${paper}.`,
	paper: {
		printed: 'its slip came out of the printer',
		'not-printed': 'its slip did not come out',
		unknown: 'whether its slip came out is not known',
	},
	serverEqual: count => `Server: has the same, ${counted.en(count, {one: 'entry', other: 'entries'})}.`,
	serverNotAsked: reason => `Server: not asked (${reason})`,
	serverDiffers: 'Server: does not have the same.',
	serverBehind: 'Server: has the same but for entries that wait to be sent.',
	waitingForServer: count => `Waiting to be sent: ${count}`,
	notTakenByServer: count => `Refused by the server (see the till’s service screen): ${count}`,
	notOnServer: count => `Not on the server, though they were sent: ${count}`,
	otherOnServer: count => `On the server with another content (see npm run audit): ${count}`,
	onlyOnServer: count => `Only on the server: ${count}`,
	noSpans: 'No printer printed a receipt or a report on this day.',
	span: (printer, verdict) => `Printer ${printer}: ${verdict}`,
	spanVerdict(verdict) {
		switch (verdict.state) {
			case 'equal':
				return 'equal';
			case 'differs':
				return 'DIFFERS';
			case 'not-reported':
				return 'not yet reported';
			case 'unknown':
				return `UNKNOWN: ${unknownEn(verdict.reason)}`;
		}
	},
	start(start) {
		switch (start.kind) {
			case 'report':
				return `from the report ${start.id}`;
			case 'unclear':
				return `from the report ${start.id}, of which nobody knows whether it was printed`;
			case 'book':
				return 'from the beginning of the till’s book; what the printer sold before is in its count as well';
			case 'not-held':
				return 'from a beginning that the till no longer has';
		}
	},
	end(end) {
		switch (end.kind) {
			case 'report': {
				const number = end.reportNumber === undefined ? '' : ` ${end.reportNumber}`;
				return `to the report${number}, ${end.id}: ${reportResultEn[end.result]}`;
			}
			case 'live':
				return 'until now; not reported yet, the printer said what it counted';
			case 'open':
				return 'to the end of the book; not reported yet';
		}
	},
	column: {till: 'till', printer: 'printer', difference: 'difference'},
	receipts: 'receipts',
	deposits: amount => `Deposits of ${amount} are outside VAT, and no printer counts them.`,
	attempt: id => `Meanwhile there was a report that the printer did not make: ${id}`,
	suspects: 'What may be behind it:',
	suspect(suspect) {
		const exactly = (explains: boolean) => (explains ? '; exactly the difference' : '');
		switch (suspect.kind) {
			case 'not-at-printer':
				return `the printer lacks exactly this: ${suspect.slips.map(slip => slipText(slip, 'slip')).join(' + ')}`;
			case 'printed-twice':
				return `the printer has too much exactly what is on: ${slipText(suspect.slip, 'slip')}`;
			case 'other-reports':
				return `daily reports that the printer made meanwhile, past the till: ${suspect.count}`;
			case 'cashier-word':
				return `printed by the cashier’s word alone: ${slipText(suspect.slip, 'slip')}`;
			case 'given-up':
				return `a slip that was given up: ${suspect.id}, ${zloty(suspect.amountGrosze)}${exactly(suspect.explains)}`;
			case 'unfinished':
				return `a sale without a receipt: ${suspect.slip.saleId}${exactly(suspect.explains)}`;
		}
	},
	further: count => `… and ${count} more that fit as well`,
	noUrl: 'no address was given: --url or COUCHDB_URL',
	fault(fault) {
		switch (fault.code) {
			case 'no-such-day':
			case 'backwards':
				return '--day: there is no such day; write YYYY-MM-DD.';
			case 'bad-url':
				return '--url: a server’s address begins with http:// or https://';
			default:
				return reachSentenceOf(fault)[1];
		}
	},
};

export const words: Readonly<Record<Language, ReconcileWords>> = {pl, en};
