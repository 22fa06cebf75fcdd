/** Approval by another person, in Polish. */
import {pinLengthStrong} from '../../domain/permits.ts';
import type {ApprovalWords} from './approval-kinds.ts';

export const polishApproval: ApprovalWords = {
	title: 'Potrzebna druga osoba',
	what: {
		'void-line': 'Storno pozycji',
		'void-sale': 'Unieważnienie paragonu',
		'open-drawer': 'Otwarcie szuflady',
		discount: 'Rabat',
		return: 'Zwrot towaru',
		'refund-in-cash': 'Gotówka zamiast zwrotu na kartę lub przelewem',
		'cash-in': 'Wpłata do kasy',
		'cash-out': 'Wypłata z kasy',
		'sell-age18': 'Sprzedaż od 18 lat',
		'confirm-clock': 'Wybór zegara',
		'confirm-printer': 'Przyjęcie drukarki',
		'daily-report': 'Raport dobowy',
		'take-transfer': 'Zapłata przelewem',
		'type-weight': 'Waga ręczna',
		'take-up-unasked': 'Koszyk bez pytania serwera',
	},
	why: {
		permission: 'Nie masz do tego uprawnień.',
		limit: 'To więcej, niż wynosi Twój limit.',
		'two-people': 'To zawsze robią dwie osoby.',
		age: 'Sprzedaje to tylko osoba, która ma 18 lat.',
	},
	strongOnly: `Potrzebny identyfikator albo PIN z co najmniej ${pinLengthStrong} cyfr.`,
	choose: 'Kto zatwierdza? PIN albo identyfikator',
	badgeOnly: 'tylko identyfikator',
	showBadge: name => `Zeskanuj identyfikator, ${name}`,
	approve: 'ZATWIERDŹ',
};
