/**
 * What the writing of a price list says, in Polish and in English; what it has in common with the import of goods is said
 * in the import's words. A sentence missing in one of the two does not compile.
 */
import type {PriceListFault} from '../../couch/import/price-list.ts';
import type {PriceRowFault} from '../../couch/import/prices.ts';
import type {TimeFault} from '../../couch/import/shop-time.ts';
import type {Column} from '../../couch/import/table.ts';
import type {PriceListTerms} from '../../till/domain/catalogue.ts';
import {type Words as ImportWords, words as importWords, type Language} from '../import/words.ts';

type Reason = (value: string) => string;
type OwnFault = Exclude<PriceRowFault['code'], keyof ImportWords['fault']>;

interface Summary extends PriceListTerms {
	readonly id: string;
	readonly count: number;
	readonly rejected: number;
}

export interface PriceListWords {
	readonly description: string;
	readonly optionId: string;
	readonly optionName: string;
	readonly optionValidFrom: string;
	readonly optionValidTo: string;
	readonly optionWithoutFaulty: string;
	readonly optionRemove: string;
	readonly optionDryRun: string;
	readonly badId: string;
	readonly badName: string;
	readonly noBeginning: string;
	readonly badTime: (option: string, value: string, fault: TimeFault) => string;
	readonly endsFirst: string;
	readonly noFile: string;
	readonly fault: Readonly<Record<OwnFault, Reason>>;
	readonly waitingPrice: Reason;
	readonly summary: (summary: Summary) => string;
	readonly noPrices: string;
	readonly tooManyPrices: (countMax: number) => string;
	readonly nothingWritten: string;
	readonly nothingToDo: string;
	readonly nothingToRemove: string;
	readonly plan: (parts: number, unused: number) => string;
	readonly newer: Reason;
	readonly refused: (id: string, reason: string) => string;
	readonly partMissing: Reason;
	readonly runAgain: string;
	readonly runAgainToTidy: string;
}

const pl: PriceListWords = {
	description: 'Zapisuje w katalogu cennik z pliku CSV; w pliku są kolumny: kod albo EAN, i cena.',
	optionId: 'identyfikator cennika: litery, cyfry, „.”, „_” i „-”; ten sam zastępuje poprzednią wersję',
	optionName: 'nazwa cennika dla ludzi',
	optionValidFrom: 'od kiedy: 2026-12-01, „2026-12-01 06:00” (czas sklepu) albo ze strefą 2026-12-01T06:00:00+01:00',
	optionValidTo: 'do kiedy, tak samo zapisane; od tej chwili cennik już nie obowiązuje',
	optionWithoutFaulty: 'zapisz cennik bez wierszy, których nie można przyjąć',
	optionRemove: 'usuń cennik o tym identyfikatorze; plik nie jest potrzebny',
	optionDryRun: 'sprawdź plik i niczego nie zapisuj; serwer nie jest potrzebny, ale bez niego nie sprawdzi towarów',
	badId: '--id: dozwolone są litery, cyfry, „.”, „_” i „-”, najwyżej 40 znaków.',
	badName: '--name: podaj nazwę cennika, najwyżej 120 znaków.',
	noBeginning: '--valid-from: podaj, od kiedy cennik obowiązuje, na przykład 2026-12-01.',
	badTime: (option, value, fault) => {
		switch (fault) {
			case 'time-form':
				return `${option}: „${value}” nie jest dniem ani chwilą taką jak 2026-12-01 albo 2026-12-01T06:00.`;
			case 'time-skipped':
				return `${option}: „${value}” nie istnieje, bo w tę noc zegary idą do przodu. Podaj inną godzinę.`;
			case 'time-double':
				return `${option}: „${value}” jest w tę noc dwa razy, bo zegary się cofają. Dopisz strefę: +02:00 albo +01:00.`;
		}
	},
	endsFirst: '--valid-to: cennik kończyłby się, zanim się zacznie.',
	noFile: 'Podaj plik CSV z cenami.',
	fault: {
		'double-good': value => `ten sam towar co w wierszu ${value}`,
		'no-good': () => 'nie ma ani kodu, ani kodu kreskowego',
		'barcode-unknown': value => `w katalogu nie ma towaru z kodem kreskowym „${value}”`,
		'barcode-ambiguous': value => `ten kod kreskowy ma w katalogu kilka towarów: ${value}; podaj kod towaru`,
		'barcode-elsewhere': value => `w katalogu ten kod kreskowy ma inny towar: ${value}`,
	},
	waitingPrice: code => `w katalogu nie ma towaru ${code}; cena będzie na niego czekać`,
	summary: ({id, name, validFrom, validTo, count, rejected}) =>
		`Cennik ${id} „${name}”, od ${validFrom}${validTo === undefined ? '' : ` do ${validTo}`}. Ceny: ${count}, odrzucone wiersze: ${rejected}`,
	noPrices: 'W pliku nie ma żadnej ceny do zapisania.',
	tooManyPrices: countMax => `Cennik ma najwyżej ${countMax} cen.`,
	nothingWritten:
		'Niczego nie zapisano: cennik obowiązuje cały albo wcale. Popraw te wiersze albo zapisz bez nich: --without-faulty.',
	nothingToDo: 'Katalog ma już ten cennik, cały.',
	nothingToRemove: 'W katalogu nie ma takiego cennika.',
	plan: (parts, unused) => `Nowe części: ${parts}, zbędne części: ${unused}`,
	newer: id => `${id}: zapisał to nowszy program; ten nie może tego zmienić.`,
	refused: (id, reason) =>
		reason.startsWith('conflict')
			? `${id}: nie zapisano, bo w tej samej chwili zmienił to ktoś inny.`
			: `${id}: nie zapisano, ${reason}`,
	partMissing: id => `${id}: część zapisano, a na serwerze jej nie ma.`,
	runAgain: 'Obowiązują ceny sprzed tego polecenia. Wydaj je jeszcze raz: dokończy zapis.',
	runAgainToTidy: 'Nowe ceny są zapisane w całości. Wydaj polecenie jeszcze raz: usunie zbędne części.',
};

const en: PriceListWords = {
	description: 'Writes a price list from a CSV file into the catalogue; its columns are: code or EAN, and price.',
	optionId: 'the id of the list: letters, digits, ".", "_" and "-"; the same one replaces the version before',
	optionName: 'the name of the list, for people',
	optionValidFrom:
		'from when: 2026-12-01, "2026-12-01 06:00" (the shop\'s time) or with a zone 2026-12-01T06:00:00+01:00',
	optionValidTo: 'until when, written the same way; from then on the list is no longer in force',
	optionWithoutFaulty: 'write the list without the rows that cannot be taken',
	optionRemove: 'take out the list of that id; no file is needed',
	optionDryRun: 'look at the file and write nothing; needs no server, but without one goods are not looked up',
	badId: '--id: letters, digits, ".", "_" and "-", at most 40.',
	badName: '--name: give the name of the list, at most 120 characters.',
	noBeginning: '--valid-from: say from when the list is in force, for instance 2026-12-01.',
	badTime: (option, value, fault) => {
		switch (fault) {
			case 'time-form':
				return `${option}: "${value}" is neither a day nor a time such as 2026-12-01 or 2026-12-01T06:00.`;
			case 'time-skipped':
				return `${option}: "${value}" does not exist: clocks go forward that night. Give another hour.`;
			case 'time-double':
				return `${option}: "${value}" comes twice that night, when clocks go back. Add the zone: +02:00 or +01:00.`;
		}
	},
	endsFirst: '--valid-to: the list would end before it begins.',
	noFile: 'Give a CSV file with prices.',
	fault: {
		'double-good': value => `the same good as in row ${value}`,
		'no-good': () => 'has neither a code nor a barcode',
		'barcode-unknown': value => `the catalogue has no good with the barcode "${value}"`,
		'barcode-ambiguous': value => `the catalogue has several goods with this barcode: ${value}; give the code`,
		'barcode-elsewhere': value => `the catalogue has this barcode at another good: ${value}`,
	},
	waitingPrice: code => `the catalogue has no good ${code}; the price will wait for it`,
	summary: ({id, name, validFrom, validTo, count, rejected}) =>
		`Price list ${id} "${name}", from ${validFrom}${validTo === undefined ? '' : ` until ${validTo}`}. Prices: ${count}, rejected rows: ${rejected}`,
	noPrices: 'The file has no price that could be written.',
	tooManyPrices: countMax => `A price list has at most ${countMax} prices.`,
	nothingWritten:
		'Nothing was written: a price list is in force whole or not at all. Mend these rows, or write without them: --without-faulty.',
	nothingToDo: 'The catalogue has this list already, whole.',
	nothingToRemove: 'The catalogue has no such list.',
	plan: (parts, unused) => `New parts: ${parts}, parts no longer needed: ${unused}`,
	newer: id => `${id}: a newer program wrote it; this one must not change it.`,
	refused: (id, reason) =>
		reason.startsWith('conflict')
			? `${id} was not written: somebody else changed it at the same moment.`
			: `${id} was not written: ${reason}`,
	partMissing: id => `${id} was written, and the server does not have it.`,
	runAgain: 'The prices are those from before this command. Give it once more: it writes what is missing.',
	runAgainToTidy: 'The new prices are written, all of them. Give the command once more: it removes what is not needed.',
};

export const words: Readonly<Record<Language, PriceListWords>> = {pl, en};

export function rowSentence(
	{row, line, column, code, value}: PriceRowFault,
	titleOf: (column: Column) => string,
	language: Language,
): string {
	const say = importWords[language];
	const reasons: Readonly<Record<PriceRowFault['code'], Reason>> = {...say.fault, ...words[language].fault};
	return [say.row(row, line), ...(column === undefined ? [] : [titleOf(column)]), reasons[code](value)].join(': ');
}

export function faultSentence(fault: PriceListFault, address: string, language: Language): string {
	const say = words[language];
	switch (fault.code) {
		case 'newer-on-server':
			return say.newer(fault.id);
		case 'document-refused':
			return say.refused(fault.id, fault.reason);
		case 'part-missing':
			return say.partMissing(fault.id);
		default:
			return importWords[language].couch(fault, address);
	}
}
