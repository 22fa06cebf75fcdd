/** What the entry line says, in Polish. `about` is what the till says the message is about. */
import {zloty} from '../format.ts';
import type {Messages} from './kinds.ts';

const printerNames: Readonly<Record<string, string>> = {main: ' 1', alcohol: ' 2 (alkohol)'};
/** Printers are called by their numbers; the till names their routes. */
const printerName = (route: string | undefined) => printerNames[route ?? ''] ?? '';
const named = (about: string | undefined) => (about === undefined ? '' : `: ${about}`);
const missingAmount = (about: string | undefined) =>
	about !== undefined && /^\d+$/.test(about) ? ` ${zloty(Number(about))}` : '';

export const polishMessages: Messages = {
	'unknown-code': about => `Nie ma takiego towaru${named(about)}`,
	'bad-check-digit': about => `Błędny kod, zeskanuj jeszcze raz${named(about)}`,
	'unknown-plu': about => `Nie ma takiego PLU${named(about)}`,
	'product-gone': about => `Towar wycofany ze sprzedaży${named(about)}`,
	'product-incomplete': about => `Towar bez ceny albo stawki${named(about)}`,
	'product-ambiguous': about => `Kod ma kilka towarów, wybierz z listy${named(about)}`,
	'needs-weight': about => `Towar na wagę${named(about)}`,
	'no-scale': () => 'Ta kasa nie ma wagi',
	'quantity-of-weighed': () => 'Towaru na wagę nie mnoży się przez ilość',
	'alcohol-hours': () => 'O tej porze alkoholu nie wolno sprzedać',
	'age-refused': about => `Odmowa zapisana, pozycja usunięta${named(about)}`,
	'card-accepted': about => `Stały klient${named(about)}`,
	'card-blocked': () => 'Karta zastrzeżona',
	'card-expired': () => 'Karta straciła ważność',
	'card-unknown': () => 'Nieznana karta',
	'line-voided': about => `Usunięto${named(about)}`,
	'sale-voided': () => 'Paragon unieważniony',
	'nothing-to-pay': () => 'Nie ma nic do zapłaty',
	'nothing-to-repeat': () => 'Nie ma czego powtórzyć',
	'not-enough': about => `Brakuje${missingAmount(about)}`,
	'overpaid-without-cash': () => 'Reszta tylko z gotówki: zmniejsz kartę albo bon',
	'no-such-line': () => 'Nie ma już tej pozycji',
	'not-now': () => 'Teraz nie można tego zrobić',
	'not-permitted': () => 'Do tego potrzebny jest kierownik',
	'wrong-pin': () => 'Zły PIN, wpisz jeszcze raz',
	'pin-locked': () => 'Za dużo prób, poczekaj chwilę',
	'printer-not-ready': about => `Drukarka${printerName(about)} nie jest gotowa`,
	'vat-differs': about => `Stawki PTU w drukarce${printerName(about)} są inne niż w sklepie`,
	'slip-nothing-to-sell': () => 'Na paragonie nie ma czego wydrukować',
	'slip-too-many-lines': about => `Drukarka mieści najwyżej ${about ?? ''} pozycji, podziel zakupy na dwa paragony`,
	'slip-name': about => `Drukarka nie wydrukuje takiej nazwy${named(about)}`,
	'slip-price': about => `Drukarka nie przyjmie takiej ceny${named(about)}`,
	'slip-quantity': about => `Drukarka nie przyjmie takiej ilości${named(about)}`,
	'slip-value': about => `Drukarka nie przyjmie wartości tej pozycji${named(about)}`,
	'slip-discount': about => `Rabat większy niż wartość pozycji${named(about)}`,
	'slip-vat-letter': about => `Drukarka nie ma stawki PTU tego towaru${named(about)}`,
	'slip-vat-locked': about => `Drukarka ma ten towar w niższej stawce PTU i go nie sprzeda${named(about)}`,
	'slip-deposit': about => `Drukarka nie przyjmie tej kaucji${named(about)}`,
	'slip-nip': about => `Błędny NIP nabywcy${named(about)}`,
	'slip-sums': () => 'Sumy paragonu się nie zgadzają, wezwij serwis kasy',
	'drawer-failed': () => 'Szuflada się nie otworzyła',
	'sale-recovered': () => 'Wrócił paragon sprzed przerwy',
	'receipt-recovered': about => `Paragon sprzed przerwy dokończony${named(about)}`,
	'store-failed': () => 'Dysk kasy nie zapisuje, wezwij serwis',
	'too-many-lines': () => 'Paragon pełny, podsumuj i zacznij następny',
	'scan-in-payment': () => 'Najpierw dokończ płatność albo wróć',
	'scan-in-age': () => 'Skan nie odpowiada: wybierz NIE, DOKUMENT albo TAK',
	'scan-in-printing': () => 'Trwa drukowanie, skanuj po jego końcu',
	'scan-in-weighing': () => 'Najpierw dodaj ważony towar albo wróć',
	'scan-not-here': () => 'Tutaj skaner nie działa',
	'type-plu-first': () => 'Wpisz numer, potem dotknij PLU',
	'type-quantity-first': () => 'Wpisz ilość od 1 do 999, potem dotknij ×',
	'price-not-known': () => 'Nie znam tego kodu, wybierz towar z listy',
	'no-answer': () => 'Kasa nie odpowiedziała, sprawdź paragon',
	'not-understood': () => 'Kasa nie przyjęła polecenia',
};
