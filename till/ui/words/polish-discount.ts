/** A discount by hand, in Polish. */
import type {DiscountWords} from './discount-kinds.ts';

export const polishDiscount: DiscountWords = {
	title: 'Rabat ręczny',
	key: 'Rabat',
	ofLine: 'na pozycję',
	lineHint: line => `Rabat na pozycję ${line}: wybierz powód i wpisz, ile`,
	receiptHint: 'Rabat na cały paragon: wybierz powód i wpisz, ile',
	how: 'Ile',
	kinds: {percent: 'Procent', amount: 'Kwota'},
	why: 'Dlaczego',
	reasons: [
		'Uszkodzone opakowanie',
		'Krótki termin',
		'Inna cena na półce',
		'Reklamacja',
		'Obietnica sklepu',
		'Inny powód',
	],
	give: 'DAJ RABAT',
	none: 'bez rabatu',
};
