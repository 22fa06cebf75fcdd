/** Printing and its problems, in Polish: what happened, what to do in steps, and what there is no need to fear. */
import type {PrintingWords} from './printing-kinds.ts';

const printer = (number: number) => (number === 2 ? 'drukarce 2 (alkohol)' : `drukarce ${number}`);

export function polishPrinting(positions: (number: number) => string): PrintingWords {
	return {
		title: 'Drukowanie',
		slipOf: (number, count) => `Paragon ${number} z ${count}`,
		printer: number => `drukarka ${number}`,
		alcohol: 'alkohol',
		what: lineCount => positions(lineCount),
		fiscalNumber: number => `nr ${number}`,
		state: {
			waiting: 'Czeka na swoją kolej',
			printing: 'Drukuje się',
			printed: 'Wydrukowany',
			stopped: 'Niewydrukowany',
			asking: 'Nie wiadomo',
			abandoned: 'Niesprzedany',
		},
		waitsFor: {
			'paper-out': 'Czeka na papier',
			'cover-open': 'Otwarta pokrywa',
			disconnected: 'Brak połączenia',
			'in-menu': 'Drukarka w menu',
			mechanism: 'Awaria drukarki',
			'waiting-for-operator': 'Czeka na Ciebie',
		},
		inProgress: 'Paragon się drukuje',
		inProgressSteps: ['Wydaj resztę z szuflady.', 'Poczekaj, aż drukarka skończy.'],
		printOn: ['DRUKUJ', 'DALEJ'],
		printOnWhat: (number, alcohol) => `paragon ${number}${alcohol ? ', alkohol' : ''}`,
		goesOn: 'ruszy sama',
		firstStands: number => `Paragon ${number} jest ważny i zostaje.`,
		notTwice: 'Nic nie wydrukuje się drugi raz.',
		backToSale: 'Wróć do paragonu',
		elsewhere: number => [`Drukarka ${number}`, 'wydrukuj tam'],
		suspend: ['Odłóż', 'sprzedawaj dalej'],
		abandon: number => ['Zrezygnuj', `z paragonu ${number}`],
		abandonSure: number => `Na pewno? Towary z paragonu ${number} zostają w sklepie`,
		deviceSays: detail => `Drukarka: ${detail}`,
		atLine: line => `Chodzi o pozycję ${line}.`,
		question: number => `Czy paragon z drukarki ${number} wyszedł cały?`,
		questionSteps: [
			'Spójrz na papier w drukarce: czy jest numer na końcu paragonu?',
			'Porównaj z tym, co podała drukarka.',
		],
		yes: 'TAK',
		yesMeans: 'wyszedł cały, z numerem',
		no: 'NIE',
		noMeans: 'nie wyszedł albo jest urwany',
		facts: {
			'receipts-before': 'paragony przed',
			'receipts-now': 'paragony teraz',
			'cancelled-before': 'anulowane przed',
			'cancelled-now': 'anulowane teraz',
			'last-total': 'ostatni dokument',
			'expected-total': 'ten paragon',
			'printer-before': 'drukarka przed',
			'printer-now': 'drukarka teraz',
		},
		condition: {
			ready: {what: number => `Drukarka ${number} za chwilę ruszy`, steps: () => ['Poczekaj chwilę.']},
			busy: {what: number => `Drukarka ${number} jest zajęta`, steps: () => ['Poczekaj chwilę.']},
			'paper-out': {
				what: number => `W drukarce ${number} skończył się papier`,
				steps: number => [`Załóż nową rolkę w ${printer(number)}.`, 'Zamknij pokrywę drukarki.'],
			},
			'cover-open': {
				what: number => `Drukarka ${number} ma otwartą pokrywę`,
				steps: number => [`Sprawdź rolkę w ${printer(number)}.`, 'Zamknij pokrywę drukarki.'],
			},
			mechanism: {
				what: number => `Drukarka ${number} zgłasza awarię`,
				steps: () => [
					'Otwórz pokrywę i sprawdź, czy papier się nie zaciął.',
					'Zamknij pokrywę.',
					'Jeśli nie pomoże, wezwij serwis drukarki.',
				],
			},
			'waiting-for-operator': {
				what: number => `Drukarka ${number} czeka na klawisz`,
				steps: () => [
					'Przeczytaj, co drukarka pisze na swoim wyświetlaczu.',
					'Naciśnij na niej klawisz, o który prosi.',
				],
			},
			'in-menu': {
				what: number => `Drukarka ${number} jest w swoim menu`,
				steps: () => ['Wyjdź z menu klawiszem na drukarce.'],
			},
			disconnected: {
				what: number => `Nie ma połączenia z drukarką ${number}`,
				steps: number => [`Sprawdź, czy drukarka ${number} jest włączona.`, 'Sprawdź kabel z obu stron.'],
			},
		},
		stopped: {
			busy: {what: number => `Drukarka ${number} jest zajęta`, steps: () => ['Poczekaj, aż skończy.']},
			'vat-letter': {
				what: () => 'Drukarka nie zna stawki PTU',
				steps: () => ['Wezwij kierownika: stawka towaru nie pasuje do drukarki.'],
			},
			'vat-locked': {
				what: () => 'Drukarka nie pozwala sprzedać towaru w tej stawce',
				steps: () => ['Towar był już sprzedany w innej stawce PTU.', 'Wezwij kierownika.'],
			},
			'line-value': {what: () => 'Drukarka inaczej liczy pozycję', steps: () => ['Wezwij serwis kasy.']},
			totals: {what: () => 'Drukarka inaczej liczy sumę', steps: () => ['Wezwij serwis kasy.']},
			payments: {what: () => 'Drukarka nie przyjęła formy płatności', steps: () => ['Wezwij serwis kasy.']},
			clock: {
				what: number => `Drukarka ${number} ma zły zegar`,
				steps: () => ['Wezwij kierownika: zegar ustawia się na drukarce.'],
			},
			'report-due': {
				what: number => `Drukarka ${number} czeka na raport dobowy`,
				steps: number => [`Zrób raport dobowy na ${printer(number)}.`],
			},
			memory: {what: number => `Drukarka ${number} ma pełną pamięć`, steps: () => ['Wezwij serwis drukarki.']},
			blocked: {what: number => `Drukarka ${number} jest zablokowana`, steps: () => ['Wezwij serwis drukarki.']},
			'slip-waits': {
				what: number => `Na drukarkę ${number} czeka odłożony paragon`,
				steps: () => ['Dotknij „Odłóż” i dokończ tamten paragon.', 'Wróć do tego paragonu.'],
			},
			other: {
				what: number => `Drukarka ${number} nie przyjęła paragonu`,
				steps: () => ['Sprawdź, co pisze na swoim wyświetlaczu.'],
			},
		},
		thenPrintOn: 'Dotknij „Drukuj dalej”.',
		thenItself: 'Drukarka ruszy sama.',
	};
}
