/** What the audit tool says, in Polish and in English. A sentence missing in one of the two does not compile. */
import type {ClosingFault} from '../../couch/audit-desk.ts';
import type {AuditReport, FloodReport, ForkReport} from '../../couch/documents/audit.ts';
import {counting} from '../../till/ui/words/plural.ts';
import type {Language} from '../import/words.ts';

type Column = 'kind' | 'till' | 'number' | 'reported' | 'cashier' | 'money' | 'state';

export interface AuditWords {
	readonly description: string;
	readonly closeDescription: string;
	readonly optionTill: string;
	readonly optionType: string;
	readonly optionAll: string;
	readonly optionJson: string;
	readonly optionReason: string;
	readonly argumentId: string;
	readonly column: Readonly<Record<Column, string>>;
	readonly kind: Readonly<Record<AuditReport['type'], string>>;
	readonly state: Readonly<Record<AuditReport['state'], string>>;
	/** What became of the second content of a difference. */
	readonly verdict: {readonly undecided: string; readonly retired: string; readonly kept: string};
	readonly differs: (fields: string) => string;
	readonly inVat: (letter: string, gross: string, vat: string) => string;
	readonly evidence: Readonly<Record<ForkReport['evidence'], string>>;
	readonly missing: (count: number, from: number, to: number) => string;
	readonly noticed: (at: string) => string;
	readonly late: (report: {
		readonly month: string;
		readonly closedAt: string;
		readonly count: number;
		readonly numbers: string;
	}) => string;
	/** Line 0 stands for all that the receipt does not have. */
	readonly overReturned: (report: {
		readonly line: number;
		readonly name: string;
		readonly sold: string;
		readonly returned: string;
	}) => string;
	/** What came back was not what was sold at all. */
	readonly strange: {readonly product: string; readonly vat: string};
	/** The report has no room for them. */
	readonly furtherBranches: (count: number) => string;
	readonly furtherReturns: (count: number) => string;
	readonly pieces: (count: number) => string;
	readonly deposits: (amount: string) => string;
	/** Numbers, as `12–14, 20`. */
	readonly unreported: (numbers: string) => string;
	readonly flood: Readonly<Record<FloodReport['reason'], string>>;
	readonly suspension: Readonly<Record<FloodReport['suspension'], string>>;
	readonly unread: (id: string, reason: string) => string;
	readonly closedBy: (closing: {readonly by: string; readonly at: string; readonly reason: string}) => string;
	readonly nothing: string;
	readonly summary: (count: number) => string;
	readonly howToClose: string;
	readonly closed: (id: string) => string;
	readonly closingFault: (fault: ClosingFault, id: string) => string;
	readonly noReason: string;
	readonly noName: string;
	readonly refused: (reason: string) => string;
	readonly noUrl: string;
}

const counted = {pl: counting('pl'), en: counting('en')};

const pl: AuditWords = {
	description: 'Pokazuje, co zauważyła kontrola: paragony przysłane drugi raz z inną treścią i wpisy z błędami.',
	closeDescription: 'Zamyka raport i zapisuje, dlaczego; raport zostaje w bazie.',
	optionTill: 'tylko tej kasy',
	optionType: 'tylko tego rodzaju',
	optionAll: 'także zamknięte',
	optionJson: 'jeden wiersz JSON z całymi raportami zamiast tabeli',
	optionReason: 'co wyjaśniono; zostaje w raporcie',
	argumentId: 'identyfikator raportu albo jego początek',
	column: {
		kind: 'rodzaj',
		till: 'kasa',
		number: 'wpis',
		reported: 'zauważono',
		cashier: 'kasjer',
		money: 'kwota',
		state: 'stan',
	},
	kind: {
		difference: 'inna treść',
		malformed: 'błędny wpis',
		fork: 'rozwidlenie',
		gap: 'brak wpisów',
		late: 'po zamknięciu',
		'over-returned': 'nadmiar zwrotów',
		flood: 'lawina',
	},
	state: {open: 'otwarty', closed: 'zamknięty'},
	verdict: {
		undecided: 'Nie wiadomo jeszcze, która treść była pierwsza; powie to następny wpis tej kasy.',
		retired: 'Obowiązuje treść, która przyszła pierwsza; drugą odłożono, jest w raporcie.',
		kept: 'Na serwerze zostają obie treści.',
	},
	differs: fields => `Różni się: ${fields}`,
	inVat: (letter, gross, vat) => `VAT ${letter}: brutto ${gross}, podatek ${vat}`,
	evidence: {
		'same-predecessor':
			'Po jednym wpisie są dwa następne: pod tą nazwą pracują dwie kasy albo kasie przywrócono starszy dysk. Liczą się oba.',
		'other-predecessor': 'Wpis przyszedł po innym, którego serwer nie ma.',
	},
	missing: (count, from, to) =>
		from === to
			? `Brakuje wpisu ${from}.`
			: `Brakuje ${counted.pl(count, {one: 'wpisu', other: 'wpisów'})}: od ${from} do ${to}.`,
	noticed: at => `Serwer czeka na to od ${at}; gdy wpisy przyjdą, raport zamknie się sam.`,
	late: ({month, closedAt, count, numbers}) =>
		`Po zamknięciu miesiąca ${month} (${closedAt}) przyjęto jeszcze ${counted.pl(count, {one: 'wpis', few: 'wpisy', many: 'wpisów', other: 'wpisu'})}: ${numbers}. Są zapisane i liczone.`,
	overReturned: ({line, name, sold, returned}) =>
		line === 0
			? `Zwrócono pozycje, których na paragonie nie ma: ${returned}.`
			: `Pozycja ${line}, ${name}: sprzedano ${sold}; zwrócono ${returned}.`,
	strange: {
		product: 'Zwrócono inny towar, niż sprzedano na tej pozycji.',
		vat: 'Zwrot ma inną literę VAT niż sprzedaż.',
	},
	furtherBranches: count =>
		`Do tego ${counted.pl(count, {one: 'wpis', few: 'wpisy', many: 'wpisów', other: 'wpisu'})} pod tym numerem, bez miejsca w raporcie; są na serwerze i się liczą.`,
	furtherReturns: count =>
		`Do tego ${counted.pl(count, {one: 'zwrot', few: 'zwroty', many: 'zwrotów', other: 'zwrotu'})} tej pozycji, bez miejsca w raporcie; pokaże je następny raport, gdy ten zostanie zamknięty.`,
	pieces: count => `${count} szt.`,
	deposits: amount => `kaucja ${amount}`,
	unreported: numbers => `Bez osobnego raportu: wpisy ${numbers}.`,
	flood: {
		contents: 'Jeden wpis przyszedł w zbyt wielu wersjach.',
		differences: 'Zbyt wiele wpisów tej kasy przyszło jednego dnia z inną treścią.',
		malformed: 'Jednego dnia zauważono zbyt wiele błędnych wpisów tej kasy.',
	},
	suspension: {
		due: 'Kasa zaraz straci dostęp do serwera; sprzedaje dalej.',
		'in force': 'Kasa nie ma dostępu do serwera, sprzedaje dalej; zamknięcie raportu przywraca dostęp.',
		lifted: 'Kasa odzyskała dostęp do serwera.',
		'not allowed': 'Kontrola nie może odebrać kasie dostępu: trzeba to zrobić ręcznie.',
	},
	unread: (id, reason) => `Raportu ${id} ta wersja nie umie odczytać: ${reason}`,
	closedBy: ({by, at, reason}) => `Zamknięto ${at}, ${by}: ${reason}`,
	nothing: 'Nie ma otwartych raportów.',
	summary: count => counted.pl(count, {one: 'raport', few: 'raporty', many: 'raportów', other: 'raportu'}),
	howToClose: 'Wyjaśniony raport zamyka: npm run audit -- close IDENTYFIKATOR --reason "co wyjaśniono"',
	closed: id => `Zamknięto raport ${id}.`,
	closingFault(fault, id) {
		switch (fault.code) {
			case 'no-such-report':
				return `Nie ma raportu ${id}.`;
			case 'several':
				return `Tak zaczyna się kilka raportów; podaj więcej znaków:\n${fault.ids.map(each => `  ${each}`).join('\n')}`;
			case 'closed-already':
				return `Raport ${id} już zamknięto: ${fault.by}, ${fault.at}.`;
			case 'unread':
				return `Raportu ${id} ta wersja nie umie odczytać, więc go nie zamyka: ${fault.reason}`;
		}
	},
	noReason: 'Podaj, co wyjaśniono: --reason "…"',
	noName: 'Serwer nie zna użytkownika z tego adresu; podaj --url http://użytkownik:hasło@adres:5984',
	refused: reason => `Serwer odmówił: ${reason}`,
	noUrl: 'Który serwer? Podaj --url http://użytkownik:hasło@adres:5984 albo ustaw COUCHDB_URL.',
};

const en: AuditWords = {
	description:
		'Shows what the audit noticed: receipts that came a second time with another content, and faulty entries.',
	closeDescription: 'Closes a report and keeps the reason; the report stays in the database.',
	optionTill: 'of this till only',
	optionType: 'of this kind only',
	optionAll: 'closed ones as well',
	optionJson: 'one line of JSON with whole reports instead of the table',
	optionReason: 'what was found out; it stays in the report',
	argumentId: 'a report’s id, or the beginning of it',
	column: {
		kind: 'kind',
		till: 'till',
		number: 'entry',
		reported: 'noticed',
		cashier: 'cashier',
		money: 'amount',
		state: 'state',
	},
	kind: {
		difference: 'other content',
		malformed: 'faulty entry',
		fork: 'fork',
		gap: 'missing entries',
		late: 'after the close',
		'over-returned': 'returned too much',
		flood: 'flood',
	},
	state: {open: 'open', closed: 'closed'},
	verdict: {
		undecided: 'Which content was first is not known yet; the till’s next entry will tell.',
		retired: 'The content that came first holds; the second was put away and is in the report.',
		kept: 'Both contents stay on the server.',
	},
	differs: fields => `Differs in: ${fields}`,
	inVat: (letter, gross, vat) => `VAT ${letter}: gross ${gross}, tax ${vat}`,
	evidence: {
		'same-predecessor':
			'Two entries come after the same one: two tills work under this name, or one was put back to an older disk. Both are counted.',
		'other-predecessor': 'The entry comes after one that the server does not have.',
	},
	missing: (count, from, to) =>
		from === to
			? `Entry ${from} is missing.`
			: `${counted.en(count, {one: 'entry is', other: 'entries are'})} missing: ${from} to ${to}.`,
	noticed: at => `The server has waited since ${at}; when they come, the report closes by itself.`,
	late: ({month, closedAt, count, numbers}) =>
		`After the month ${month} was closed (${closedAt}) there came ${counted.en(count, {one: 'more entry', other: 'more entries'})}: ${numbers}. They are stored and counted.`,
	overReturned: ({line, name, sold, returned}) =>
		line === 0
			? `Lines came back that the receipt does not have: ${returned}.`
			: `Line ${line}, ${name}: sold ${sold}; returned ${returned}.`,
	strange: {
		product: 'Another good came back than was sold on this line.',
		vat: 'The return has another VAT letter than the sale.',
	},
	furtherBranches: count =>
		`And ${counted.en(count, {one: 'more entry', other: 'more entries'})} at this number that the report has no room for; they are on the server and are counted.`,
	furtherReturns: count =>
		`And ${counted.en(count, {one: 'more return', other: 'more returns'})} of this line that the report has no room for; the next report will show them once this one is closed.`,
	pieces: count => counted.en(count, {one: 'pc', other: 'pcs'}),
	deposits: amount => `deposit ${amount}`,
	unreported: numbers => `Without a report of their own: entries ${numbers}.`,
	flood: {
		contents: 'One entry came in too many versions.',
		differences: 'Too many of this till’s entries came with another content on one day.',
		malformed: 'Too many faulty entries of this till were noticed on one day.',
	},
	suspension: {
		due: 'The till is about to lose its access to the server; it sells on.',
		'in force': 'The till has no access to the server and sells on; closing the report gives it back.',
		lifted: 'The till has its access to the server again.',
		'not allowed': 'The watcher may not take the till’s access away: it has to be done by hand.',
	},
	unread: (id, reason) => `This version cannot read the report ${id}: ${reason}`,
	closedBy: ({by, at, reason}) => `Closed ${at}, ${by}: ${reason}`,
	nothing: 'No reports are open.',
	summary: count => counted.en(count, {one: 'report', other: 'reports'}),
	howToClose: 'To close one that is explained: npm run audit -- close ID --reason "what was found out"',
	closed: id => `Closed the report ${id}.`,
	closingFault(fault, id) {
		switch (fault.code) {
			case 'no-such-report':
				return `There is no report ${id}.`;
			case 'several':
				return `Several reports begin like this; give more of it:\n${fault.ids.map(each => `  ${each}`).join('\n')}`;
			case 'closed-already':
				return `The report ${id} was closed already: ${fault.by}, ${fault.at}.`;
			case 'unread':
				return `This version cannot read the report ${id} and does not close it: ${fault.reason}`;
		}
	},
	noReason: 'Say what was found out: --reason "…"',
	noName: 'The server does not know the user in this address; give --url http://user:password@host:5984',
	refused: reason => `The server refused: ${reason}`,
	noUrl: 'Which server? Give --url http://user:password@host:5984 or set COUCHDB_URL.',
};

export const words: Readonly<Record<Language, AuditWords>> = {pl, en};
