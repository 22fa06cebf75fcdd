/** Printing and its problems, in English. */
import type {PrintingWords} from './printing-kinds.ts';

const printer = (number: number) => (number === 2 ? 'printer 2 (alcohol)' : `printer ${number}`);

export function englishPrinting(positions: (number: number) => string): PrintingWords {
	return {
		title: 'Printing',
		slipOf: (number, count) => `Receipt ${number} of ${count}`,
		printer: number => `printer ${number}`,
		alcohol: 'alcohol',
		what: lineCount => positions(lineCount),
		fiscalNumber: number => `no. ${number}`,
		state: {
			waiting: 'Waits its turn',
			printing: 'Printing',
			printed: 'Printed',
			stopped: 'Not printed',
			asking: 'Not known',
			abandoned: 'Not sold',
		},
		waitsFor: {
			'paper-out': 'Waiting for paper',
			'cover-open': 'Cover open',
			disconnected: 'Not connected',
			'in-menu': 'Printer in its menu',
			mechanism: 'Printer broken',
			'waiting-for-operator': 'Needs you',
		},
		inProgress: 'The receipt is printing',
		inProgressSteps: ['Take the change from the drawer.', 'Wait until the printer is done.'],
		printOn: ['PRINT', 'ON'],
		printOnWhat: (number, alcohol) => `receipt ${number}${alcohol ? ', alcohol' : ''}`,
		goesOn: 'goes on by itself',
		firstStands: number => `Receipt ${number} is valid and stays.`,
		notTwice: 'Nothing will be printed twice.',
		backToSale: 'Back to the receipt',
		elsewhere: number => [`Printer ${number}`, 'print it there'],
		suspend: ['Put aside', 'sell on'],
		abandon: number => ['Give up', `receipt ${number}`],
		abandonSure: number => `Are you sure? Goods of receipt ${number} stay in the shop`,
		deviceSays: detail => `Printer: ${detail}`,
		atLine: line => `It is about line ${line}.`,
		question: number => `Did the receipt of printer ${number} come out whole?`,
		questionSteps: [
			'Look at the paper: is there a number at the end of the receipt?',
			'Compare it with what the printer says.',
		],
		yes: 'YES',
		yesMeans: 'it came out whole, with a number',
		no: 'NO',
		noMeans: 'nothing came out, or it is torn off',
		facts: {
			'receipts-before': 'receipts before',
			'receipts-now': 'receipts now',
			'cancelled-before': 'cancelled before',
			'cancelled-now': 'cancelled now',
			'last-total': 'last document',
			'expected-total': 'this receipt',
			'printer-before': 'printer before',
			'printer-now': 'printer now',
		},
		condition: {
			ready: {what: number => `Printer ${number} will go on in a moment`, steps: () => ['Wait a moment.']},
			busy: {what: number => `Printer ${number} is busy`, steps: () => ['Wait a moment.']},
			'paper-out': {
				what: number => `Printer ${number} is out of paper`,
				steps: number => [`Put a new roll into ${printer(number)}.`, 'Close the cover of the printer.'],
			},
			'cover-open': {
				what: number => `The cover of printer ${number} is open`,
				steps: number => [`Check the roll in ${printer(number)}.`, 'Close the cover of the printer.'],
			},
			mechanism: {
				what: number => `Printer ${number} reports a breakdown`,
				steps: () => [
					'Open the cover and look for jammed paper.',
					'Close the cover.',
					'If that does not help, call the printer service.',
				],
			},
			'waiting-for-operator': {
				what: number => `Printer ${number} waits for a key`,
				steps: () => ['Read what the printer says on its own display.', 'Press the key it asks for.'],
			},
			'in-menu': {
				what: number => `Printer ${number} is in its menu`,
				steps: () => ['Leave the menu with the key on the printer.'],
			},
			disconnected: {
				what: number => `Printer ${number} is not connected`,
				steps: number => [`Check that printer ${number} is on.`, 'Check both ends of the cable.'],
			},
		},
		stopped: {
			busy: {what: number => `Printer ${number} is busy`, steps: () => ['Wait until it is done.']},
			'vat-letter': {
				what: () => 'The printer does not know the VAT rate',
				steps: () => ['Call the manager: the rate of the item does not fit the printer.'],
			},
			'vat-locked': {
				what: () => 'The printer will not sell the item at this rate',
				steps: () => ['The item has been sold at another VAT rate.', 'Call the manager.'],
			},
			'line-value': {
				what: () => 'The printer reckons a line differently',
				steps: () => ['Call the service of the till.'],
			},
			totals: {what: () => 'The printer reckons the total differently', steps: () => ['Call the service of the till.']},
			payments: {what: () => 'The printer refused the form of payment', steps: () => ['Call the service of the till.']},
			clock: {
				what: number => `The clock of printer ${number} is wrong`,
				steps: () => ['Call the manager: the clock is set on the printer.'],
			},
			'report-due': {
				what: number => `Printer ${number} waits for its daily report`,
				steps: number => [`Make the daily report on ${printer(number)}.`],
			},
			memory: {what: number => `The memory of printer ${number} is full`, steps: () => ['Call the printer service.']},
			blocked: {what: number => `Printer ${number} is blocked`, steps: () => ['Call the printer service.']},
			'slip-waits': {
				what: number => `A receipt put aside waits for printer ${number}`,
				steps: () => ['Touch “Put aside” and finish that receipt.', 'Come back to this one.'],
			},
			other: {
				what: number => `Printer ${number} did not take the receipt`,
				steps: () => ['Look at what its display says.'],
			},
		},
		thenPrintOn: 'Touch “Print on”.',
		thenItself: 'The printer will go on by itself.',
	};
}
