import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createPacketReader, encodePacket} from '../../../../till/devices/novitus-xml/frame.ts';
import {createNovitusXmlSimulator} from '../../../../till/devices/novitus-xml/simulator.ts';
import {writeElement} from '../../../../till/devices/novitus-xml/xml.ts';
import {encodeText} from '../../../../till/devices/printer-text.ts';
import {createVirtualClock} from '../virtual-clock.ts';
import {shopPrinter} from './bench.ts';

/** Speaks to the simulator in its own words; `tell` answers with the error number, as the printer is asked for it. */
function plainTalk() {
	const clock = createVirtualClock();
	const cable = createMemoryCable({clock});
	const simulator = createNovitusXmlSimulator({...shopPrinter, clock});
	simulator.attach(cable.device);
	const heard: string[] = [];
	const read = createPacketReader();
	cable.transport.onBytes(bytes =>
		heard.push(...read(bytes).packets.flatMap(({elements}) => elements.map(writeElement))),
	);
	async function say(text: string): Promise<string> {
		cable.transport.write(encodeText(text));
		await clock.pass(100);
		return heard.splice(0).join('');
	}
	const ask = (body: string) => say(`<packet>${body}</packet>`);
	async function tell(body: string): Promise<number> {
		const answer = await ask(`${body}<error action="get" value=""/>`);
		return Number(/<error action="get" value="(\d+)"><\/error>$/.exec(answer)?.[1]);
	}
	return {simulator, cable, clock, say, ask, tell};
}

async function silentTalk() {
	const talk = plainTalk();
	await talk.ask('<error action="set" value="silent"/>');
	return talk;
}

const begin = '<receipt action="begin" mode="online"></receipt>';
const bread = '<item name="Chleb" quantity="1" quantityunit="szt" ptu="A" price="1.00" action="sale"/>';
const close = (attributes: string) => `<receipt action="close" systemno="123456" checkout="02" ${attributes}/>`;

/** Of each conversation, what is said and the error number that comes of it. */
const facts: readonly (readonly [title: string, conversation: readonly (readonly [said: string, error: number])[]])[] =
	[
		[
			'the manufacturer’s sample of packages closes with the goods’ total alone',
			[
				[begin, 0],
				['<item name="Woda gazowana" quantity="1" quantityunit="szt" ptu="A" price="5.00" action="sale"/>', 0],
				['<container action="sale" price="0.40" type="out" quantity="2"></container>', 0],
				[close('cashier="Adam Adam" total="5.00"'), 0],
			],
		],
		[
			'the manufacturer’s sample of a discount on an item closes with 6.00',
			[
				[begin, 0],
				[
					'<item name="Woda" quantity="1" quantityunit="szt" ptu="A" price="11.00"recipe="" charge="" plu=""><discount value="10.00" name="specjalny" descid="1" action="discount"/></item>',
					0,
				],
				['<item name="Woda gazowana" quantity="1" quantityunit="szt" ptu="A" price="5.00"/>', 0],
				[close('total="6.00"'), 0],
			],
		],
		[
			'nothing is sold outside a receipt',
			[
				[bread, 21],
				['<container price="0.50"/>', 21],
				['<payment type="cash" action="add" value="1.00"/>', 21],
				[close('total="1.00"'), 21],
				['<receipt action="cancel"/>', 21],
			],
		],
		[
			'lines are checked in the printer’s order',
			[
				[begin, 0],
				[begin, 1002],
				['<item name="" quantity="0" ptu="F" price="0"/>', 16],
				['<item name="Chleb" quantity="0" ptu="F" price="0"/>', 17],
				['<item name="Chleb" quantity="1" ptu="F" price="0"/>', 18],
				['<item name="Chleb" quantity="1" ptu="H" price="1.00"/>', 18],
				['<item name="Chleb" quantity="1" ptu="A" price="0"/>', 19],
				['<item name="Chleb" quantity="2" ptu="A" price="1.00" total="2.01"/>', 20],
				['<item name="Chleb" quantity="0.001" ptu="A" price="1.00"/>', 20],
				['<item name="Chleb" quantity="1" ptu="A" price="1.00" action="storno"/>', 22],
				['<item name="Chleb" quantity="1" ptu="A" price="1.00"><discount value="1.01"/></item>', 1004],
				['<item name="Chleb" quantity="1" ptu="A" price="1.00"><discount value="1%" action="markup"/></item>', 1115],
				['<item name="Chleb" quantity="1" ptu="A" price="1.00"><line/></item>', 1023],
				['<container price="0" quantity="1"/>', 83],
				['<container price="0.50" quantity="0.5"/>', 17],
				['<container price="0.50" type="up"/>', 4],
				['<payment type="cash" action="add" value="1.00"/>', 1092],
				[bread, 0],
				['<payment type="gold" action="add" value="1.00"/>', 4],
				['<payment type="cash" action="add" value="0"/>', 26],
				['<payment type="cash" action="add" value="1.00"/>', 0],
				[bread, 82],
				['<cash action="payin" value="1.00"/>', 82],
				['<report type="daily" date="23-11-2026"/>', 82],
				['<receipt action="cancel"/>', 0],
			],
		],
		[
			'closing checks the lines, the total and the buyer',
			[
				[begin, 0],
				[close('total="0.00"'), 1092],
				[bread, 0],
				[close('total="1.01"'), 27],
				[close('total="1.00" nip="123"'), 1098],
				['<receipt action="close"><additional type="definition"><line>x</line></additional></receipt>', 1023],
				[close('total="1.00" nip="676-000-00-01"'), 0],
			],
		],
		[
			'a percent comes off as well as an amount: 10 % of 11.00 leaves 9.90',
			[
				[begin, 0],
				['<item name="Woda" quantity="1" ptu="A" price="11.00"><discount value="10%" name="specjalny"/></item>', 0],
				[close('total="9.90"'), 0],
			],
		],
		[
			'the drawer never holds less than nothing',
			[
				['<cash action="payin" value="2.30"/>', 0],
				['<cash action="payout" value="2.31"/>', 32],
				['<cash action="payout" value="0"/>', 30],
			],
		],
		[
			'what is not modelled is refused, not half obeyed',
			[
				['<invoice action="begin"/>', 1022],
				['<constructor/>', 1022],
				['<info action="toString"/>', 1022],
				['<error action="set" value="loud"/>', 4],
				['<report type="periodical"/>', 1022],
				['<control action="beep"/>', 0],
			],
		],
		[
			'a daily report has the printer’s own date and something to report',
			[
				['<report type="daily" date="22-11-2026"/>', 7],
				['<report type="daily" date="23-11-2026"/>', 35],
				[begin + bread + close('total="1.00"'), 0],
				['<report type="daily" date="23-11-2026"/>', 0],
			],
		],
	];

for (const [title, conversation] of facts) {
	test(title, async t => {
		const {tell} = await silentTalk();
		for (const [said, error] of conversation) t.is(await tell(said), error, said);
	});
}

test('a whole receipt may come in one packet, and the last transaction tells of it', async t => {
	const {ask, simulator} = await silentTalk();
	await ask(`${begin + bread}<payment type="card" action="add" value="10.00"/>${close('total="1.00"')}`);
	t.is(simulator.book().completedCount, 1);
	const answer = await ask('<info action="lasttransaction"/>');
	t.regex(answer, /state="close" number="1" date="23-11-2026 14:03" printoutno="1" systemno="123456" rest="9\.00"/);
	t.regex(answer, /<item name="Chleb" quantity="1" ptu="A" price="1\.00" total="1\.00" totalafterdiscount="1\.00">/);
	t.regex(await ask('<enq/>'), /lastcommanderror="no" intransaction="no" lasttransactioncorrect="yes"/);
});

test('what the payments leave is taken as cash', async t => {
	const {ask, simulator} = await silentTalk();
	await ask(`${begin + bread}<payment type="card" action="add" value="0.40"/>${close('total="1.00"')}`);
	t.like(simulator.book().lastDocument, {paid: 100, change: 0});
});

test('the current transaction is told by rates, with the tax inside', async t => {
	const {ask} = await silentTalk();
	t.is(await ask('<info action="transaction"/>'), '<info action="transaction" type="none"></info>');
	await ask(begin + bread);
	t.is(
		await ask('<info action="transaction"></info>'),
		'<info action="transaction" nettotal="0.81" grosstotal="1.00" type="receipt" mode="online">' +
			'<total name="A" tax="0.19" net="0.81" gross="1.00"></total></info>',
	);
});

test('an answer has a checksum where the question had one', async t => {
	const {cable, clock} = plainTalk();
	const heard: string[] = [];
	cable.transport.onBytes(bytes => heard.push(Buffer.from(bytes).toString('latin1')));
	cable.transport.write(encodePacket([{name: 'dle', attributes: {}, text: '', children: []}], {sealed: true}));
	await clock.pass(10);
	t.regex(heard.join(''), /^<packet crc="[0-9A-F]{8}"><dle online="yes"/);
});

test('a packet that came damaged, or larger than the buffer, is an error of its own', async t => {
	const {say, tell} = await silentTalk();
	t.is(await say('<packet crc="00000000"><dle/></packet>'), '');
	t.is(await tell(''), 2);
	await say('<packet><dle></packet>');
	t.is(await tell(''), 1023);
	await say(`<packet>${' '.repeat(5000)}<dle/></packet>`);
	t.is(await tell(''), 1026);
});

test('with errors on the display the first one stops the printer, until it is switched off', async t => {
	const {ask, simulator, cable} = plainTalk();
	t.is(await ask(bread), '');
	t.is(await ask('<enq/>'), '');
	t.regex(await ask('<dle/>'), /online="no" papererror="no"/);
	simulator.powerOff();
	simulator.powerOn();
	cable.restore();
	t.regex(await ask('<enq/>'), /lastcommanderror="no"/);
});

test('work that waits for paper is done when there is some; `dle` answers meanwhile, nothing else does', async t => {
	const {ask, simulator, clock} = await silentTalk();
	simulator.setFault({kind: 'paper-out'});
	t.is(await ask(begin), '');
	t.is(await ask('<enq/>'), '');
	t.regex(await ask('<dle/>'), /online="no" papererror="yes" printererror="no"/);
	simulator.clearFault('paper-out');
	await clock.pass(10);
	t.regex(await ask('<dle/>'), /enq fiscal="yes" lastcommanderror="no" intransaction="yes".*online="yes"/);
});

const anyCommand = fc.oneof(
	fc.constantFrom(
		begin,
		bread,
		'<receipt action="cancel"/>',
		'<enq/>',
		'<dle/>',
		'<report type="daily" date="23-11-2026"/>',
	),
	fc.constantFrom(close('total="1.00"'), close(''), '<info action="lasttransaction"/>', '<info action="checkout"/>'),
	fc
		.record({letter: fc.constantFrom(...'ABCDEFG'), price: fc.nat(500), quantity: fc.constantFrom('1', '0.5', '0')})
		.map(
			({letter, price, quantity}) =>
				`<item name="T ${letter}" quantity="${quantity}" ptu="${letter}" price="${price}.00"/>`,
		),
	fc.nat(3).map(pieces => `<container price="0.50" type="in" quantity="${pieces}"/>`),
	fc.nat(20).map(amount => `<payment type="cash" action="add" value="${amount}.00"/>`),
);

testProp(
	'whatever is said, the printer says how it went and the counters add up',
	[fc.array(anyCommand, {maxLength: 60})],
	async (t, commands) => {
		const {tell, simulator} = await silentTalk();
		for (const command of commands) t.true(Number.isInteger(await tell(command)), command);
		const {completedCount, cancelledCount, lastReceiptNumber, allGross, records} = simulator.book();
		t.is(lastReceiptNumber, completedCount + cancelledCount);
		const sold = records.filter(({kind}) => kind === 'receipt').flatMap(({gross}) => Object.values(gross));
		t.is(
			Object.values(allGross).reduce((sum, gross) => sum + gross, 0),
			sold.reduce((sum, gross) => sum + gross, 0),
		);
	},
	{numRuns: 40},
);
