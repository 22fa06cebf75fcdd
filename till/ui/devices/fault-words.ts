/** What may go wrong with a printer, as the devices page says it. */
import type {LastingFaultName, MomentFaultName, PrinterMoment} from '../../api/printer-desk.ts';
import type {Language} from '../models/preferences.ts';

interface FaultWords {
	/** On the key that makes it so, and on the one that ends it. */
	readonly lasting: Readonly<Record<LastingFaultName, {readonly set: string; readonly clear: string}>>;
	readonly once: Readonly<Record<MomentFaultName, string>>;
	readonly moment: Readonly<Record<PrinterMoment, string>>;
	readonly power: {readonly off: string; readonly on: string};
	readonly what: string;
	readonly when: string;
	readonly howLong: string;
	readonly code: string;
	readonly uniqueNumber: string;
	readonly prepare: string;
	readonly prepared: string;
	readonly clear: (fault: string) => string;
	readonly clearAll: string;
}

export const faultWords: Readonly<Record<Language, FaultWords>> = {
	pl: {
		lasting: {
			'paper-out': {set: 'Wyjmij papier', clear: 'Załóż papier'},
			'cover-open': {set: 'Otwórz pokrywę', clear: 'Zamknij pokrywę'},
			'busy-elsewhere': {set: 'Zajmij drukarkę czym innym', clear: 'Zwolnij drukarkę'},
			silent: {set: 'Odłącz kabel', clear: 'Podłącz kabel'},
		},
		once: {
			'lose-command': 'zgub polecenie',
			'misread-command': 'przekręć polecenie w drodze',
			'lose-answer-of': 'wykonaj i zgub odpowiedź',
			'delay-answer': 'spóźnij odpowiedź',
			'duplicate-answer': 'odpowiedz dwa razy',
			'bad-crc': 'uszkodź odpowiedź',
			refuse: 'odmów z kodem błędu',
			'power-cut-before': 'odetnij prąd przed wykonaniem',
			'power-cut-after': 'odetnij prąd po wykonaniu',
			'memory-clear': 'wyzeruj przedtem pamięć RAM',
			'report-meanwhile': 'wydrukuj przedtem raport dobowy',
			'sale-meanwhile': 'sprzedaj przedtem coś z innego programu',
			swap: 'wymień drukarkę na inną',
		},
		moment: {
			begin: 'początek paragonu',
			line: 'pozycja',
			deposit: 'opakowanie zwrotne',
			payment: 'płatność',
			close: 'zamknięcie paragonu',
			cancel: 'anulowanie',
			report: 'raport dobowy',
			evidence: 'pytanie o liczniki',
			health: 'pytanie o stan przed sprzedażą',
		},
		power: {off: 'Wyłącz zasilanie', on: 'Włącz zasilanie'},
		what: 'Co ma się stać raz',
		when: 'przy poleceniu',
		howLong: 'o ile milisekund',
		code: 'kod błędu drukarki',
		uniqueNumber: 'numer unikatowy tamtej drukarki',
		prepare: 'Przygotuj',
		prepared: 'Przygotowane usterki',
		clear: fault => `Odwołaj: ${fault}`,
		clearAll: 'Odwołaj wszystkie',
	},
	en: {
		lasting: {
			'paper-out': {set: 'Take the paper out', clear: 'Put paper in'},
			'cover-open': {set: 'Open the cover', clear: 'Close the cover'},
			'busy-elsewhere': {set: 'Keep it busy elsewhere', clear: 'Let it be free'},
			silent: {set: 'Unplug the cable', clear: 'Plug the cable in'},
		},
		once: {
			'lose-command': 'lose the command',
			'misread-command': 'garble the command on its way',
			'lose-answer-of': 'carry it out and lose the answer',
			'delay-answer': 'answer late',
			'duplicate-answer': 'answer twice',
			'bad-crc': 'damage the answer',
			refuse: 'refuse with an error code',
			'power-cut-before': 'cut the power before it is carried out',
			'power-cut-after': 'cut the power after it is carried out',
			'memory-clear': 'clear the working memory first',
			'report-meanwhile': 'print a daily report first',
			'sale-meanwhile': 'sell something from another program first',
			swap: 'put another printer in its place',
		},
		moment: {
			begin: 'beginning of a slip',
			line: 'line',
			deposit: 'returnable package',
			payment: 'payment',
			close: 'closing of a slip',
			cancel: 'cancelling',
			report: 'daily report',
			evidence: 'question about counters',
			health: 'question whether it may sell',
		},
		power: {off: 'Switch it off', on: 'Switch it on'},
		what: 'What is to happen once',
		when: 'at the command',
		howLong: 'by how many milliseconds',
		code: 'error code of the printer',
		uniqueNumber: 'unique number of that printer',
		prepare: 'Prepare it',
		prepared: 'Prepared faults',
		clear: fault => `Call off: ${fault}`,
		clearAll: 'Call all of them off',
	},
};

/** `wykonaj i zgub odpowiedź · zamknięcie paragonu`. */
export function momentFaultText(language: Language, name: MomentFaultName, moment: PrinterMoment): string {
	const words = faultWords[language];
	return `${words.once[name]} · ${words.moment[moment]}`;
}
