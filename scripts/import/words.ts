/**
 * What the import says, in Polish and in English. A sentence missing in one of the two does not compile.
 */
import {depositPiecesMax} from '../../couch/documents/limits.ts';
import type {CouchFault} from '../../couch/import/catalogue.ts';
import type {RowFault, RowWarning} from '../../couch/import/goods.ts';
import type {Table} from '../../couch/import/table.ts';

export type Language = 'pl' | 'en';

export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
	const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
	return locale.toLowerCase().startsWith('pl') ? 'pl' : 'en';
}

type Count = number;
type Reason = (value: string) => string;

export interface Words {
	readonly description: string;
	readonly optionUrl: string;
	readonly optionPrefix: string;
	readonly optionDryRun: string;
	readonly optionLanguage: string;
	readonly delimiter: Readonly<Record<Table['delimiter'], string>>;
	readonly decimalMark: Readonly<Record<Table['decimalMark'], string>>;
	readonly headerLanguage: Readonly<Record<Table['headerLanguage'], string>>;
	readonly mixedLineEnds: string;
	readonly format: (parts: {
		readonly file: string;
		readonly encoding: string;
		readonly delimiter: string;
		readonly decimalMark: string;
		readonly headers: string;
		readonly lineEnds: string;
	}) => readonly string[];
	readonly unusedColumns: (headers: string) => string;
	readonly row: (row: number, line: number) => string;
	readonly fault: Readonly<Record<RowFault['code'], Reason>>;
	readonly warning: Readonly<Record<RowWarning['code'], Reason>>;
	readonly warningMark: string;
	readonly cannotRead: Reason;
	readonly emptyFile: string;
	readonly notText: Readonly<Record<'spreadsheet' | 'utf-16' | 'binary', string>>;
	readonly damagedUtf8: (line: number) => string;
	readonly noHeader: Reason;
	readonly missingColumns: Reason;
	readonly doubleColumn: Reason;
	readonly noUrl: string;
	readonly badUrl: string;
	readonly couch: (fault: CouchFault, address: string) => string;
	readonly notCompared: Reason;
	readonly newGroup: (code: string, name: string, route: string) => string;
	readonly alcoholOnMain: Reason;
	readonly sharedReceiptNames: (count: Count) => string;
	readonly summary: (counts: {
		readonly added: Count;
		readonly changed: Count;
		readonly unchanged: Count;
		readonly rejected: Count;
	}) => string;
	readonly dryRunEnd: string;
	readonly written: (written: Count, planned: Count) => string;
	readonly refused: (id: string, reason: string) => string;
	readonly runAgain: string;
}

const en: Words = {
	description: 'Imports goods from a CSV file into the catalogue.',
	optionUrl:
		'address of the CouchDB server, with user and password; otherwise COUCHDB_URL, otherwise the shop in ./data',
	optionPrefix: 'what the names of databases begin with',
	optionDryRun: 'look at the file and write nothing; needs no server',
	optionLanguage: 'language of this command: pl or en',
	delimiter: {',': 'comma', ';': 'semicolon', '\t': 'tab'},
	decimalMark: {'.': 'decimal point', ',': 'decimal comma'},
	headerLanguage: {en: 'English headers', pl: 'Polish headers'},
	mixedLineEnds: 'mixed line ends',
	format: ({file, encoding, delimiter, decimalMark, headers, lineEnds}) => [
		`File: ${file}`,
		`Read as: ${encoding}, ${delimiter}, ${decimalMark}, ${headers}, ${lineEnds}`,
	],
	unusedColumns: headers => `Columns not used: ${headers}`,
	row: (row, line) => (row === line ? `row ${row}` : `row ${row} (line ${line} of the file)`),
	fault: {
		empty: () => 'is empty',
		'too-long': value => `is too long: ${[...value.trim()].length} characters`,
		'control-character': () => 'has a control character, a tab or a line break',
		'damaged-letter': () => 'has a damaged letter',
		'code-characters': value => `"${value}" is not letters, digits, ".", "_" and "-" only`,
		'barcode-length': value => `"${value}" has ${value.trim().length} digits; a barcode has 8, 12 or 13`,
		'barcode-digits': value => `"${value}" is not digits only`,
		'barcode-spreadsheet': value => `"${value}" was spoilt by a spreadsheet; the digits are lost`,
		'barcode-zeros': () => 'is nothing but zeros',
		'barcode-check-digit': value => `"${value}" has a wrong check digit`,
		'not-windows-1250': value => `"${value}" has letters the printer does not (outside Windows-1250)`,
		'group-letters': value => `"${value}" has no letter and no digit`,
		unit: value => `"${value}" is neither szt nor kg`,
		'vat-letter': value => `"${value}" is no VAT letter`,
		'vat-not-used': value => `the shop does not use VAT letter ${value}`,
		'price-number': value => `"${value}" is not an amount such as 4.99 (no currency, spaces or exponent)`,
		'price-decimals': value => `"${value}" has more than two decimals`,
		'price-mark': value => `"${value}" has another decimal mark than the rest of the file`,
		'price-zero': () => 'is zero',
		'price-negative': value => `"${value}" is negative`,
		'price-high': value => `"${value}" is above 100 000.00 zł`,
		'not-0-or-1': value => `"${value}" is neither 0 nor 1`,
		deposit: value => `the shop has no deposit "${value}"`,
		'pieces-number': value => `"${value}" is not a whole number such as 6`,
		'pieces-low': value => `"${value}" is below 1`,
		'pieces-high': value => `"${value}" is above ${depositPiecesMax}`,
		'pieces-without-deposit': value => `"${value}" goes with a deposit, and there is none`,
		'stray-quote': () => 'has a quotation mark in the middle of a field',
		'unclosed-quote': () => 'opens a quotation mark that is not closed properly',
		'empty-row': () => 'all fields are empty',
		'column-count': value => `has another number of columns than the header: ${value}`,
		'double-code': value => `the same code as in row ${value}`,
		'double-barcode': value => `the same barcode as in row ${value}`,
		'barcode-on-server': value => `the catalogue has this barcode at product ${value}`,
		'plu-on-server': value => `the catalogue has this PLU at product ${value}`,
		'newer-on-server': value => `a newer program wrote product ${value}; this one must not change it`,
	},
	warning: {
		'name-cut': value => `cut from ${[...value].length} to at most 80 characters`,
		'age18-set': () => 'set to 1, because alcohol is 1',
	},
	warningMark: 'warning',
	cannotRead: reason => `The file cannot be read: ${reason}`,
	emptyFile: 'The file is empty.',
	notText: {
		spreadsheet: 'The file is a spreadsheet. Save it as CSV and import that.',
		'utf-16': 'The file is in UTF-16. Save it as CSV in UTF-8 and import that.',
		binary: 'The file is not text.',
	},
	damagedUtf8: line => `The file is UTF-8, but damaged, first in line ${line}. Nothing was imported.`,
	noHeader: firstLine => `The first line is no header of goods: ${firstLine}`,
	missingColumns: missing => `The file lacks these columns: ${missing}`,
	doubleColumn: header => `The header names a column twice: ${header}`,
	noUrl: 'Which server? Give --url http://user:password@host:5984 or set COUCHDB_URL, or look only with --dry-run.',
	badUrl: 'The server address is not a http:// or https:// address.',
	couch: (fault, address) => {
		switch (fault.code) {
			case 'unreachable':
				return `The server ${address} does not answer: ${fault.reason}`;
			case 'unauthorized':
				return `The server ${address} does not let this user in: ${fault.reason}`;
			case 'missing':
				return `The server ${address} has no database "catalogue" yet: run npm run provision first.`;
			case 'refused':
				return `The server ${address} refused with ${fault.status}: ${fault.reason}`;
			case 'unexpected':
				return `${address} does not answer like a CouchDB: ${fault.reason}`;
		}
	},
	notCompared: reason => `Not compared with the catalogue. ${reason}`,
	newGroup: (code, name, route) => `new group ${code} "${name}", printer ${route}`,
	alcoholOnMain: code => `group ${code} has alcohol, but the catalogue sends it to the main printer`,
	sharedReceiptNames: count => `Goods that share their receipt name with another: ${count}`,
	summary: ({added, changed, unchanged, rejected}) =>
		`New: ${added}, changed: ${changed}, unchanged: ${unchanged}, rejected: ${rejected}`,
	dryRunEnd: 'Nothing was written (--dry-run).',
	written: (written, planned) => `Written: ${written} of ${planned} documents`,
	refused: (id, reason) => `${id} was not written: ${reason}`,
	runAgain: 'What is written is whole. Import the same file again: it writes what is missing.',
};

const pl: Words = {
	description: 'Wczytuje towary z pliku CSV do katalogu.',
	optionUrl:
		'adres serwera CouchDB z użytkownikiem i hasłem; domyślnie COUCHDB_URL, a bez niego sklep z folderu ./data',
	optionPrefix: 'początek nazw baz',
	optionDryRun: 'sprawdź plik i niczego nie zapisuj; serwer nie jest potrzebny',
	optionLanguage: 'język tego polecenia: pl albo en',
	delimiter: {',': 'przecinek', ';': 'średnik', '\t': 'tabulator'},
	decimalMark: {'.': 'kropka dziesiętna', ',': 'przecinek dziesiętny'},
	headerLanguage: {en: 'nagłówki angielskie', pl: 'nagłówki polskie'},
	mixedLineEnds: 'różne końce wierszy',
	format: ({file, encoding, delimiter, decimalMark, headers, lineEnds}) => [
		`Plik: ${file}`,
		`Odczytany jako: ${encoding}, ${delimiter}, ${decimalMark}, ${headers}, ${lineEnds}`,
	],
	unusedColumns: headers => `Kolumny pominięte: ${headers}`,
	row: (row, line) => (row === line ? `wiersz ${row}` : `wiersz ${row} (linia ${line} pliku)`),
	fault: {
		empty: () => 'jest puste',
		'too-long': value => `jest za długie: liczba znaków ${[...value.trim()].length}`,
		'control-character': () => 'zawiera znak sterujący, tabulator albo podział wiersza',
		'damaged-letter': () => 'zawiera uszkodzoną literę',
		'code-characters': value => `„${value}”: dozwolone są tylko litery, cyfry, „.”, „_” i „-”`,
		'barcode-length': value => `„${value}” ma cyfr: ${value.trim().length}; kod kreskowy ma ich 8, 12 albo 13`,
		'barcode-digits': value => `„${value}” to nie same cyfry`,
		'barcode-spreadsheet': value => `„${value}”: kod zepsuty przez arkusz kalkulacyjny, cyfry przepadły`,
		'barcode-zeros': () => 'to same zera',
		'barcode-check-digit': value => `„${value}” ma złą cyfrę kontrolną`,
		'not-windows-1250': value => `„${value}” ma litery, których nie ma drukarka (spoza Windows-1250)`,
		'group-letters': value => `„${value}” nie ma żadnej litery ani cyfry`,
		unit: value => `„${value}” to ani szt, ani kg`,
		'vat-letter': value => `„${value}” nie jest literą PTU`,
		'vat-not-used': value => `sklep nie używa litery PTU ${value}`,
		'price-number': value => `„${value}” nie jest kwotą taką jak 4,99 (bez waluty, spacji i wykładnika)`,
		'price-decimals': value => `„${value}” ma więcej niż dwa miejsca po przecinku`,
		'price-mark': value => `„${value}” ma inny znak dziesiętny niż reszta pliku`,
		'price-zero': () => 'wynosi zero',
		'price-negative': value => `„${value}” jest ujemne`,
		'price-high': value => `„${value}” to więcej niż 100 000,00 zł`,
		'not-0-or-1': value => `„${value}” to ani 0, ani 1`,
		deposit: value => `sklep nie ma kaucji „${value}”`,
		'pieces-number': value => `„${value}” nie jest liczbą całkowitą taką jak 6`,
		'pieces-low': value => `„${value}” to mniej niż 1`,
		'pieces-high': value => `„${value}” to więcej niż ${depositPiecesMax}`,
		'pieces-without-deposit': value => `„${value}” podano przy towarze bez kaucji`,
		'stray-quote': () => 'ma cudzysłów w środku pola',
		'unclosed-quote': () => 'otwiera cudzysłów, który nie jest poprawnie zamknięty',
		'empty-row': () => 'wszystkie pola są puste',
		'column-count': value => `ma inną liczbę kolumn niż nagłówek: ${value}`,
		'double-code': value => `ten sam kod co w wierszu ${value}`,
		'double-barcode': value => `ten sam kod kreskowy co w wierszu ${value}`,
		'barcode-on-server': value => `w katalogu ten kod kreskowy ma towar ${value}`,
		'plu-on-server': value => `w katalogu ten numer PLU ma towar ${value}`,
		'newer-on-server': value => `towar ${value} zapisał nowszy program; ten nie może go zmienić`,
	},
	warning: {
		'name-cut': value => `skrócono z ${[...value].length} do najwyżej 80 znaków`,
		'age18-set': () => 'ustawiono 1, bo alkohol ma 1',
	},
	warningMark: 'uwaga',
	cannotRead: reason => `Nie można odczytać pliku: ${reason}`,
	emptyFile: 'Plik jest pusty.',
	notText: {
		spreadsheet: 'Plik jest arkuszem kalkulacyjnym. Zapisz go jako CSV i wczytaj ten zapis.',
		'utf-16': 'Plik jest w UTF-16. Zapisz go jako CSV w UTF-8 i wczytaj ten zapis.',
		binary: 'Plik nie jest tekstem.',
	},
	damagedUtf8: line => `Plik jest w UTF-8, ale uszkodzony, najpierw w linii ${line}. Niczego nie wczytano.`,
	noHeader: firstLine => `Pierwszy wiersz nie jest nagłówkiem towarów: ${firstLine}`,
	missingColumns: missing => `W pliku brakuje kolumn: ${missing}`,
	doubleColumn: header => `Nagłówek podaje kolumnę dwa razy: ${header}`,
	noUrl:
		'Na który serwer? Podaj --url http://użytkownik:hasło@host:5984 albo ustaw COUCHDB_URL; samo sprawdzenie: --dry-run.',
	badUrl: 'Adres serwera nie jest adresem http:// ani https://.',
	couch: (fault, address) => {
		switch (fault.code) {
			case 'unreachable':
				return `Serwer ${address} nie odpowiada: ${fault.reason}`;
			case 'unauthorized':
				return `Serwer ${address} nie wpuszcza tego użytkownika: ${fault.reason}`;
			case 'missing':
				return `Na serwerze ${address} nie ma jeszcze bazy „catalogue”: najpierw npm run provision.`;
			case 'refused':
				return `Serwer ${address} odmówił (${fault.status}): ${fault.reason}`;
			case 'unexpected':
				return `${address} nie odpowiada jak CouchDB: ${fault.reason}`;
		}
	},
	notCompared: reason => `Nie porównano z katalogiem. ${reason}`,
	newGroup: (code, name, route) => `nowa grupa ${code} „${name}”, drukarka ${route}`,
	alcoholOnMain: code => `grupa ${code} zawiera alkohol, a katalog kieruje ją na drukarkę główną`,
	sharedReceiptNames: count => `Towary o tej samej nazwie na paragonie co inny towar: ${count}`,
	summary: ({added, changed, unchanged, rejected}) =>
		`Nowe: ${added}, zmienione: ${changed}, bez zmian: ${unchanged}, odrzucone: ${rejected}`,
	dryRunEnd: 'Niczego nie zapisano (--dry-run).',
	written: (written, planned) => `Zapisano dokumentów: ${written} z ${planned}`,
	refused: (id, reason) => `${id}: nie zapisano, ${reason}`,
	runAgain: 'To, co zapisano, jest całe. Wczytaj ten sam plik jeszcze raz: dopisze brakujące.',
};

export const words: Readonly<Record<Language, Words>> = {pl, en};
