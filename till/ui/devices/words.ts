/** The words of the devices page, in both languages. */
import type {Route} from '../../domain/catalogue.ts';
import type {Language} from '../models/preferences.ts';

interface DeviceWords {
	readonly title: string;
	readonly what: string;
	readonly otherLanguage: string;
	readonly lost: string;
	readonly refused: (field: string) => string;
	readonly till: (number: number) => string;
	readonly printer: Readonly<Record<Route, string>>;
	readonly emptyRoll: string;
	readonly slipState: Readonly<Record<'printing' | 'cancelled', string>>;
	readonly asPicture: string;
	readonly asText: string;
	readonly savePicture: string;
	readonly scanSlip: (code: string) => string;
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
		refused: field => `Symulator tego nie przyjął, popraw: ${field}.`,
		till: number => `Kasa ${number}`,
		printer: {main: 'Drukarka 1', alcohol: 'Drukarka 2, alkohol'},
		emptyRoll: 'Jeszcze nic nie wydrukowano.',
		slipState: {printing: 'drukuje się', cancelled: 'anulowany'},
		asPicture: 'Papier jako obraz',
		asText: 'Papier jako tekst',
		savePicture: 'Zapisz obraz',
		scanSlip: code => `Skanuj kod ${code}`,
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
		refused: field => `The simulator did not take it, correct: ${field}.`,
		till: number => `Till ${number}`,
		printer: {main: 'Printer 1', alcohol: 'Printer 2, alcohol'},
		emptyRoll: 'Nothing printed yet.',
		slipState: {printing: 'printing', cancelled: 'cancelled'},
		asPicture: 'Paper as a picture',
		asText: 'Paper as text',
		savePicture: 'Save the picture',
		scanSlip: code => `Scan the code ${code}`,
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
