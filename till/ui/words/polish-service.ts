/** The service screen, in Polish. */
import type {Counted, ServiceWords} from './kinds.ts';

export function polishService(counted: Counted): ServiceWords {
	const documents = (number: number) => counted(number, {one: 'dokument', few: 'dokumenty', other: 'dokumentów'});
	return {
		title: 'Serwis',
		outbox: 'Do wysłania',
		oldest: time => `najstarszy z ${time}`,
		outboxUnit: number => counted(number, {one: 'wpis', few: 'wpisy', other: 'wpisów'}).replace(/^\S+ /, ''),
		nothingWaits: 'Serwer ma wszystko z tej kasy.',
		goesItself: 'Pójdą same, gdy serwer odpowie.',
		obstacle: problem => `Ostatnia przeszkoda: ${problem}`,
		kept: 'Zapisane na tej kasie, nic nie ginie.',
		lastSent: (number, time) => `Ostatnio wysłany: nr ${number}, ${time}`,
		sendNow: 'Wyślij teraz',
		refused: 'Odrzucone przez serwer',
		waitDecision: number =>
			counted(number, {one: 'czeka na decyzję', few: 'czekają na decyzję', other: 'czeka na decyzję'}),
		nothingRefused: 'Nic nie jest odrzucone',
		retry: 'Ponów',
		attempts: (number, time) => `próby: ${number}, ostatnia ${time}`,
		entry: number => `Zapis ${number}`,
		setAside: 'Odłożony dokument katalogu',
		setAsideField: field => `pole ${field}`,
		resend: 'Wyślij ponownie okres',
		from: 'od',
		to: 'do',
		dayEarlier: 'dzień wcześniej',
		dayLater: 'dzień później',
		resendKey: 'Wyślij',
		resendSafe: 'Bezpieczne: serwer rozpoznaje paragony, które już ma, i nie liczy ich drugi raz.',
		resendRunning: 'Wysyła i porównuje…',
		resendFailed: reason => `Nie udało się: ${reason}`,
		resendDone: report =>
			`Sprawdzono ${documents(report.checked)}: takie same ${report.identical}, nowe ${report.fresh}, inne ${report.different}, odrzucone ${report.refused}.`,
		resendHeldFrom: day => `Zapisów sprzed ${day} kasa już nie ma, więc ich nie sprawdzono.`,
		devices: 'Urządzenia',
		deviceNames: {
			'printer-main': 'Drukarka 1',
			'printer-alcohol': 'Drukarka 2, alkohol',
			scale: 'Waga',
			scanner: 'Skaner',
		},
		deviceStates: {
			ready: 'gotowe',
			busy: 'zajęte',
			'paper-out': 'brak papieru',
			'cover-open': 'otwarta pokrywa',
			mechanism: 'awaria',
			'waiting-for-operator': 'czeka na klawisz',
			'in-menu': 'w menu',
			disconnected: 'niepodłączone',
			'not-connected': 'niepodłączone',
		},
		versions: 'Wersje',
		program: 'Program',
		catalogue: 'Katalog',
		goods: number => counted(number, {one: 'towar', few: 'towary', other: 'towarów'}),
		tillId: 'Kasa',
		sale: 'Sprzedaż',
	};
}
