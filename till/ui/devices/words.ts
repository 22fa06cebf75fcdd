/** The words of the devices page, in both languages. */
import type {PrinterFaultName} from '../../api/devices.ts';
import type {Route} from '../../domain/catalogue.ts';
import type {Language} from '../models/preferences.ts';

interface DeviceWords {
	readonly title: string;
	readonly what: string;
	readonly otherLanguage: string;
	readonly lost: string;
	readonly till: (number: number) => string;
	readonly printer: Readonly<Record<Route, string>>;
	readonly emptyRoll: string;
	readonly slipState: Readonly<Record<'printing' | 'done' | 'cancelled' | 'torn', string>>;
	readonly fault: Readonly<Record<PrinterFaultName, {readonly set: string; readonly clear: string}>>;
	readonly scale: string;
	readonly grams: string;
	readonly moving: string;
	readonly still: string;
	readonly empty: string;
	readonly scanner: string;
	readonly code: string;
	readonly scan: string;
	readonly connected: string;
	readonly notConnected: string;
	readonly lastCode: (code: string) => string;
	readonly examples: string;
}

export const deviceWords: Readonly<Record<Language, DeviceWords>> = {
	pl: {
		title: 'Symulowane urządzenia',
		what: 'Drukarki, waga i skaner, którymi kasa posługuje się jak prawdziwymi.',
		otherLanguage: 'English',
		lost: 'Symulatory nie odpowiadają, strona łączy się ponownie.',
		till: number => `Kasa ${number}`,
		printer: {main: 'Drukarka 1', alcohol: 'Drukarka 2, alkohol'},
		emptyRoll: 'Jeszcze nic nie wydrukowano.',
		slipState: {printing: 'drukuje się', done: 'wydrukowany', cancelled: 'anulowany', torn: 'urwany'},
		fault: {
			'paper-out': {set: 'Wyjmij papier', clear: 'Załóż papier'},
			'cover-open': {set: 'Otwórz pokrywę', clear: 'Zamknij pokrywę'},
			silent: {set: 'Odłącz kabel', clear: 'Podłącz kabel'},
			'lose-answer': {set: 'Zgub następną odpowiedź', clear: 'Nie gub odpowiedzi'},
			'lose-close': {set: 'Zgub następne zamknięcie', clear: 'Nie gub zamknięcia'},
			'power-cut': {set: 'Odetnij prąd przed zamknięciem', clear: 'Przywróć prąd'},
		},
		scale: 'Waga',
		grams: 'gramów na szalce',
		moving: 'Porusz szalką',
		still: 'Uspokój szalkę',
		empty: 'Opróżnij',
		scanner: 'Skaner',
		code: 'kod',
		scan: 'Skanuj',
		connected: 'połączony z kasą',
		notConnected: 'kasa się nie połączyła',
		lastCode: code => `ostatni kod ${code}`,
		examples: 'Przykładowe kody',
	},
	en: {
		title: 'Simulated devices',
		what: 'Printers, a scale and a scanner that the till uses as if they were real.',
		otherLanguage: 'Polski',
		lost: 'The simulators do not answer, the page is connecting again.',
		till: number => `Till ${number}`,
		printer: {main: 'Printer 1', alcohol: 'Printer 2, alcohol'},
		emptyRoll: 'Nothing printed yet.',
		slipState: {printing: 'printing', done: 'printed', cancelled: 'cancelled', torn: 'torn off'},
		fault: {
			'paper-out': {set: 'Take the paper out', clear: 'Put paper in'},
			'cover-open': {set: 'Open the cover', clear: 'Close the cover'},
			silent: {set: 'Unplug the cable', clear: 'Plug the cable in'},
			'lose-answer': {set: 'Lose the next answer', clear: 'Do not lose it'},
			'lose-close': {set: 'Lose the next closing', clear: 'Do not lose it'},
			'power-cut': {set: 'Cut power before closing', clear: 'Bring power back'},
		},
		scale: 'Scale',
		grams: 'grams on the pan',
		moving: 'Shake the pan',
		still: 'Calm the pan',
		empty: 'Empty it',
		scanner: 'Scanner',
		code: 'code',
		scan: 'Scan',
		connected: 'connected to the till',
		notConnected: 'the till has not connected',
		lastCode: code => `last code ${code}`,
		examples: 'Example codes',
	},
};
