import test from 'ava';
import {
	countersIn,
	errorIn,
	identityIn,
	stateIn,
	statusIn,
	transactionIn,
	vatTableIn,
	wallTimeIn,
} from '../../../../till/devices/posnet/answers.ts';
import {faultOf} from '../../../../till/devices/posnet/errors.ts';
import type {Frame} from '../../../../till/devices/posnet/frame.ts';
import {grosze} from '../../../../till/domain/money.ts';

function answer(text: string): Frame {
	const [mnemonic = '', ...fields] = text.split('|');
	return {mnemonic, fields: fields.map(field => ({name: field.slice(0, 2), value: field.slice(2)}))};
}

test('the recorded answers of a real printer are understood', t => {
	t.deepEqual(countersIn(answer('scnt|rd3|hn43|bn2|fn0|nuZBF 2101002392|bc0|bt2|fc0')), {
		dailyReportCount: 3,
		completedCount: 2,
		cancelledCount: 0,
		lastReceiptNumber: 2,
	});
	t.deepEqual(stateIn(answer('scomm|fsT|tzN|ts0|hrT|nuZBF 2101002392|tdN')), {
		transactionOpen: false,
		fiscal: true,
		readOnly: false,
		headerSet: true,
	});
	t.deepEqual(transactionIn(answer('strns|to0|ts16|va0|vb200|vc0|vd0|ve0|vf0|vg0|pp0|pm0|re300|fp500|feN')), {
		open: false,
		footerPending: false,
		lastDocument: {
			grossByLetter: {B: grosze(200)},
			depositsChargedGrosze: grosze(0),
			depositsReturnedGrosze: grosze(0),
			paidGrosze: grosze(500),
			changeGrosze: grosze(300),
		},
	});
	t.deepEqual(vatTableIn(answer('vatget|va23,00|vb8,00|vc5,00|vd0,00|ve100,00|vf101,00|vg101,00')), {
		A: 2300,
		B: 800,
		C: 500,
		D: 0,
		E: 'exempt',
		F: 'inactive',
		G: 'inactive',
	});
	t.is(wallTimeIn(answer('rtcget|da2026-10-09;11:44|tm2026-10-09T11:44:29+02:00')), '2026-10-09T11:44');
});

test('an answer that lacks something is no answer', t => {
	t.is(countersIn(answer('scnt|rd3|bn2|bc0')), undefined);
	t.is(stateIn(answer('scomm|fs?|ts0')), undefined);
	t.is(transactionIn(answer('strns|to0|va1|feN')), undefined);
	t.is(vatTableIn(answer('vatget|va23,00')), undefined);
	t.is(wallTimeIn(answer('rtcget|daWtorek')), undefined);
	t.is(identityIn(answer('getrealid|nmPOSNET')), undefined);
	t.is(statusIn(answer('!sdev|ds0'), answer('!sprn')), undefined);
});

test('what ails the paper is said before what the printer does about it', t => {
	const condition = (device: string, mechanism: string) => statusIn(answer(device), answer(mechanism))?.condition;
	t.is(condition('!sdev|ds0|qeT', '!sprn|pr0'), 'ready');
	t.is(condition('!sdev|ds0|qeN', '!sprn|pr0'), 'busy');
	t.is(condition('!sdev|ds3|qeN', '!sprn|pr5'), 'paper-out');
	t.is(condition('!sdev|ds3|qeN', '!sprn|pr3'), 'cover-open');
	t.is(condition('!sdev|ds3|qeN', '!sprn|pr8'), 'mechanism');
	t.is(condition('!sdev|ds3|qeN', '!sprn|pr0'), 'waiting-for-operator');
	t.is(condition('!sdev|ds1|qeT', '!sprn|pr0'), 'in-menu');
});

test('a lost token is reported in either of two spellings', t => {
	t.is(errorIn({mnemonic: 'ERR', fields: [], error: 13}), 13);
	t.is(errorIn(answer('ERR|er13|cmrpt')), 13);
	t.is(errorIn(answer('trend')), undefined);
});

test('a refusal says what it comes to, on which line, and the device’s own number', t => {
	t.deepEqual(faultOf({code: 2106, inFrame: false, line: 3}), {
		code: 'vat-locked',
		detail: 'POSNET 2106: item locked: it was sold at a lower rate before',
		line: 3,
	});
	t.is(faultOf({code: 2805, inFrame: false}).code, 'totals');
	t.is(faultOf({code: 1953, inFrame: false}).code, 'payments');
	t.is(faultOf({code: 2038, inFrame: false}).code, 'transaction-open');
	t.is(faultOf({code: 5, inFrame: true}).code, 'protocol');
	t.deepEqual(faultOf({code: 7777, inFrame: false}), {code: 'other', detail: 'POSNET 7777: not listed'});
});
