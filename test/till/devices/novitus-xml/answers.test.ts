import test from 'ava';
import {
	checkoutIn,
	deviceIn,
	errorIn,
	fiscalMemoryIn,
	lastTransactionIn,
	logicIn,
	paperNearEndIn,
	statusIn,
	vatTableIn,
	wallTimeIn,
} from '../../../../till/devices/novitus-xml/answers.ts';
import {faultOf} from '../../../../till/devices/novitus-xml/errors.ts';
import {element, readElements, type XmlElement} from '../../../../till/devices/novitus-xml/xml.ts';
import {grosze} from '../../../../till/domain/money.ts';

function answer(text: string): XmlElement {
	return readElements(text)?.[0] ?? element('nothing');
}

test('the answers of the manufacturer’s samples are understood', t => {
	const checkout = answer(
		'<info action="checkout" type="receipt" lasterror="0" isfiscal="yes" receiptopen="no" lastreceipterror="no"' +
			' resetcount="0" date="08-10-2013" receiptcount="11" cash="444.76" uniqueno="ABC12345678" lastreceipt="11"' +
			' lastinvoice="1" lastprintout="47"><ptu name="A">12.50</ptu><ptu name="B">0.00</ptu><ptu name="G">0.00</ptu></info>',
	);
	t.deepEqual(checkoutIn(checkout), {
		uniqueNumber: 'ABC12345678',
		fiscal: true,
		receiptOpen: false,
		memoryClearCount: 0,
		receiptCount: 11,
		lastReceiptNumber: 11,
		printoutCount: 47,
		cashGrosze: grosze(44_476),
		grossByLetter: {A: grosze(1250)},
	});
	const last = answer(
		'<info action="lasttransaction" total="343" type="receipt" state="open" number="23" date="dd-mm-yyyy hh:dd"' +
			' printoutno="123" checkout="1" cashier="Jan" systemno="1234" discountcalc="1" rest="30" eurorest="3">' +
			'<item name="nazwa" code="1234" quantity="4" ptu="A" price="2.10" total="8.40"/>' +
			'<container code="2345" quantity="1" price="0.40" total="0.40"></container>' +
			'<payment name="Podarunkowa" type="card" value="12"></payment></info>',
	);
	t.deepEqual(lastTransactionIn(last), {
		systemNumber: '1234',
		state: 'open',
		number: 23,
		itemCount: 1,
		containerCount: 1,
		containersGrosze: grosze(40),
		paymentsGrosze: grosze(1200),
	});
	t.like(statusIn(answer('<dle online="yes" papererror="no" printererror="no"/>')), {condition: 'ready'});
	const enq = '<enq fiscal="yes" lastcommanderror="no" intransaction="no" lasttransactioncorrect="yes"/>';
	t.deepEqual(logicIn(answer(enq)), {failed: false, inTransaction: false});
	t.is(wallTimeIn(answer('<info action="date" version="" date="08-10-2013 11:13"/>')), '2013-10-08T11:13');
	t.deepEqual(deviceIn(answer('<deviceinfo action="general" devicename="HD Online" version="1.00" ecopy="1"/>')), {
		model: 'HD Online',
		firmware: '1.00',
	});
	const memory = '<info action="fiscalmemory" fiscal="1" maxreportscount="1830" reportscount="4" resetcount="0"/>';
	t.like(fiscalMemoryIn(answer(memory)), {dailyReportCount: 4, blocks: [], warnings: []});
});

test('rates are read by value, whatever their letter', t => {
	const rates =
		'<taxrates action="get"><ptu name="A">23.00%</ptu><ptu name="B">8%</ptu><ptu name="E">Free</ptu></taxrates>';
	const inactive = 'inactive';
	t.deepEqual(vatTableIn(answer(rates)), {
		...{A: 2300, B: 800, C: inactive, D: inactive, E: 'exempt', F: inactive, G: inactive},
	});
});

test('an answer that lacks something is no answer', t => {
	t.is(checkoutIn(answer('<info action="checkout" isfiscal="yes" receiptopen="no"/>')), undefined);
	t.is(checkoutIn(answer('<info uniqueno=" " isfiscal="yes" receiptopen="no" resetcount="0"/>')), undefined);
	t.is(lastTransactionIn(answer('<info state="resting"/>')), undefined);
	t.is(lastTransactionIn(answer('<info state="open"><container total="much"/></info>')), undefined);
	t.is(statusIn(answer('<dle online="perhaps" papererror="no" printererror="no"/>')), undefined);
	t.is(logicIn(answer('<enq lastcommanderror="no"/>')), undefined);
	t.is(errorIn(answer('<error action="get" value=""/>')), undefined);
	t.is(fiscalMemoryIn(answer('<info fiscal="1"/>')), undefined);
	t.is(vatTableIn(answer('<taxrates action="get"/>')), undefined);
	t.is(vatTableIn(answer('<taxrates><ptu name="A">a lot</ptu></taxrates>')), undefined);
	t.is(wallTimeIn(answer('<info date="today"/>')), undefined);
	t.is(deviceIn(answer('<deviceinfo version="1"/>')), undefined);
	t.is(paperNearEndIn(answer('<deviceinfo/>')), undefined);
});

test('a printer without any transaction has no last one', t => {
	t.is(lastTransactionIn(answer('<info action="lasttransaction" type="none"/>'))?.state, undefined);
});

test('what ails the paper is said before the rest', t => {
	const condition = (online: string, paper: string, printer: string) =>
		statusIn(answer(`<dle online="${online}" papererror="${paper}" printererror="${printer}"/>`))?.condition;
	t.is(condition('no', 'yes', 'yes'), 'paper-out');
	t.is(condition('no', 'no', 'yes'), 'mechanism');
	t.is(condition('no', 'no', 'no'), 'waiting-for-operator');
});

test('a memory that is full blocks, and one that soon will be warns', t => {
	const told = (mode: number, reports: number) =>
		fiscalMemoryIn(answer(`<info fiscal="${mode}" maxreportscount="1830" reportscount="${reports}"/>`));
	t.deepEqual(told(0, 0)?.blocks, ['not-fiscal']);
	t.deepEqual(told(2, 1830)?.blocks, ['read-only', 'memory-full']);
	t.deepEqual(told(1, 1801)?.warnings, ['memory-nearly-full']);
	t.true(paperNearEndIn(answer('<deviceinfo action="printoutinfo" papercount="0"/>')));
	t.false(paperNearEndIn(answer('<deviceinfo action="printoutinfo" papercount="2"/>')));
});

test('a refusal says what it comes to, on which line, and the printer’s own number', t => {
	t.deepEqual(faultOf(18, 3), {
		code: 'vat-letter',
		detail: 'Novitus 18: rate of the good: inactive, or the good is locked for it',
		line: 3,
	});
	const codes = [27, 26, 35, 1002, 1034, 1037, 1098, 1100, 1116, 0].map(number => faultOf(number).code);
	t.deepEqual(codes, [
		'totals',
		'payments',
		'nothing-to-report',
		'transaction-open',
		'busy',
		'paper-out',
		'nip',
		'blocked',
		'report-due',
		'protocol',
	]);
	t.deepEqual(faultOf(7777), {code: 'other', detail: 'Novitus 7777: not listed'});
});
