import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {
	checksumOf,
	createPacketReader,
	decodePacket,
	encodeCommand,
	encodePacket,
	type Packet,
} from '../../../../till/devices/novitus-xml/frame.ts';
import {element, textElement, type XmlElement} from '../../../../till/devices/novitus-xml/xml.ts';
import {encodeText} from '../../../../till/devices/printer-text.ts';

const bytesOf = (text: string) => encodeText(text);
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Bodies as they stand on the wire, with their checksums. */
const vectors: readonly (readonly [body: string, checksum: string, meaning: XmlElement])[] = [
	['<dle/>', '4259D34E', element('dle')],
	['<enq/>', 'CE1F39D9', element('enq')],
	['<info action="transaction"></info>', '0B849221', element('info', {action: 'transaction'})],
	[
		'<receipt action="begin" mode="online"></receipt>',
		'14DD4ED3',
		element('receipt', {action: 'begin', mode: 'online'}),
	],
	[
		'<container action="sale" price="0.50" type="out" quantity="4"></container>',
		'87673FC7',
		element('container', {action: 'sale', price: '0.50', type: 'out', quantity: 4}),
	],
	[
		'<payment type="cash" action="add" value="10.00"></payment>',
		'D17320AB',
		element('payment', {type: 'cash', action: 'add', value: '10.00'}),
	],
	['<receipt action="cancel"></receipt>', 'EA29429C', element('receipt', {action: 'cancel'})],
	['<error action="set" value="silent"></error>', '84893262', element('error', {action: 'set', value: 'silent'})],
];

for (const [body, checksum, meaning] of vectors) {
	test(`the known packet ${body} is written and read, with its checksum ${checksum}`, t => {
		t.is(checksumOf(bytesOf(body)), checksum);
		const packet = `<packet crc="${checksum}">${body}</packet>`;
		t.is(textOf(encodePacket([meaning], {sealed: true})), packet);
		t.deepEqual(decodePacket(bytesOf(packet)), {elements: [meaning], sealed: true});
		t.deepEqual(decodePacket(bytesOf(packet.replace(checksum, checksum.toLowerCase()))), {
			elements: [meaning],
			sealed: true,
		});
	});
}

test('the manufacturer’s sample has its spaces and line breaks in the checksum', t => {
	const body = '\r\n  <info action="transaction"/>\r\n';
	t.is(checksumOf(bytesOf(body)), 'BB1E3EC8');
	t.deepEqual(decodePacket(bytesOf(`<packet crc="bb1e3ec8">${body}</packet>`)), {
		elements: [element('info', {action: 'transaction'})],
		sealed: true,
	});
});

test('a packet may come without a checksum, but not with a wrong one', t => {
	const dle = [element('dle', {online: 'yes'})];
	t.deepEqual(decodePacket(bytesOf('<packet><dle online="yes"/></packet>')), {elements: dle, sealed: false});
	t.is(decodePacket(bytesOf('<packet crc="00000000"><dle online="yes"/></packet>')), 'checksum');
	t.is(decodePacket(bytesOf('<packet crc="4259D3"><dle/></packet>')), 'form');
	t.is(decodePacket(bytesOf('<packet sum="4259D34E"><dle/></packet>')), 'form');
});

test('what is not of the packet’s grammar is damage', t => {
	const bodies = [
		'<dle',
		'<dle>',
		'<dle></enq>',
		'</dle>',
		'<dle online=yes/>',
		'<dle online="yes" online="no"/>',
		'<item name="A & B"/>',
		'<item name="A &unknown; B"/>',
		'<item name="&#1;"/>',
		'<item name="A < B"/>',
		'<!-- remark --><dle/>',
		'<![CDATA[x]]>',
		'<?xml version="1.0"?><dle/>',
		'<!DOCTYPE x><dle/>',
		'words<dle/>',
		'<a>'.repeat(9) + '</a>'.repeat(9),
	];
	for (const body of bodies) t.is(decodePacket(bytesOf(`<packet>${body}</packet>`)), 'form', body);
});

test('entities, apostrophes and attributes without a space between them are read', t => {
	const body = `<item name="M&amp;M&apos;s &lt;&gt; &quot;x&quot; &#65;&#x42;"price='1.00'/>`;
	t.deepEqual(decodePacket(bytesOf(`<packet>${body}</packet>`)), {
		elements: [element('item', {name: `M&M's <> "x" AB`, price: '1.00'})],
		sealed: false,
	});
});

test('of several spaces in a row all but the first go as numbers, or the printer drops them', t => {
	const line = textElement('line', {}, 'NOVI   TUS');
	const bytes = encodePacket([line], {sealed: false});
	t.is(textOf(bytes), '<packet><line>NOVI &#32;&#32;TUS</line></packet>');
	t.deepEqual(decodePacket(bytes), {elements: [line], sealed: false});
});

test('Polish letters are one byte each', t => {
	const item = element('item', {name: 'Żółć'});
	t.true(Buffer.from(encodePacket([item], {sealed: false})).includes(Buffer.from([0xaf, 0xf3, 0xb3, 0xe6])));
});

test('a text with a control character is never written', t => {
	t.throws(() => encodeCommand(element('item', {name: 'Mleko\n'})), {message: /control characters/});
});

test('a command larger than the printer’s buffer is never written', t => {
	t.throws(() => encodeCommand(element('item', {name: 'x'.repeat(5000)})), {message: /buffer/});
});

test('a packet without an end is given up, and the next one is read', t => {
	const read = createPacketReader({bytesMax: 5000});
	t.deepEqual(read(bytesOf(`<packet><dle ${'x'.repeat(5000)}`)), {packets: [], damages: ['too-long'], midway: false});
	t.is(read(encodePacket([element('dle')], {sealed: true})).packets.length, 1);
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const value = fc.stringMatching(/^[ -~ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€]{0,30}$/);
const attributes = fc.dictionary(name, value, {maxKeys: 5, noNullPrototype: true});
const leaf: fc.Arbitrary<XmlElement> = fc
	.record({name, attributes, text: value})
	.map(({text, ...rest}) => ({...rest, text: text.trim(), children: []}));
const anyElement: fc.Arbitrary<XmlElement> = fc.oneof(
	leaf,
	fc.record({name, attributes, text: fc.constant(''), children: fc.array(leaf, {maxLength: 3})}),
);
const anyPacket: fc.Arbitrary<Packet> = fc.record({
	elements: fc.array(anyElement, {minLength: 1, maxLength: 3}),
	sealed: fc.boolean(),
});
const written = ({elements, sealed}: Packet) => encodePacket(elements, {sealed});
const garbage = fc.uint8Array({maxLength: 40});

testProp('what is written is what is read', [anyPacket], (t, packet) => {
	t.deepEqual(decodePacket(written(packet)), packet);
});

testProp(
	'however the wire cuts the bytes up and whatever it puts between packets, the same packets arrive',
	[fc.array(fc.tuple(garbage, anyPacket), {maxLength: 5}), fc.array(fc.nat(200), {maxLength: 20})],
	(t, parts, cuts) => {
		const wire = Uint8Array.from(parts.flatMap(([noise, packet]) => [...noise, ...written(packet)]));
		const read = createPacketReader();
		const packets: Packet[] = [];
		let from = 0;
		for (const cut of [...cuts, wire.length]) {
			packets.push(...read(wire.subarray(from, from + cut)).packets);
			from += cut;
		}
		t.deepEqual(
			packets,
			parts.map(([, packet]) => packet),
		);
	},
);

testProp(
	'a packet that was cut off does not take the next one with it',
	[anyPacket, anyPacket, fc.nat()],
	(t, lost, whole, at) => {
		const begun = written(lost);
		const read = createPacketReader();
		const {packets} = read(Uint8Array.from([...begun.subarray(0, at % begun.length), ...written(whole)]));
		t.deepEqual(packets, [whole]);
	},
);

testProp(
	'a flipped bit never makes another command',
	[anyPacket, fc.nat(), fc.integer({min: 0, max: 7})],
	(t, {elements}, at, bit) => {
		const bytes = encodePacket(elements, {sealed: true});
		const index = at % bytes.length;
		bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
		for (const survivor of createPacketReader()(bytes).packets) t.deepEqual(survivor, {elements, sealed: true});
		t.pass();
	},
	{numRuns: 1000},
);

testProp('no bytes whatever break the reader', [fc.uint8Array({maxLength: 300})], (t, bytes) => {
	t.notThrows(() => createPacketReader()(bytes));
	t.notThrows(() => decodePacket(Uint8Array.from([...bytesOf('<packet>'), ...bytes, ...bytesOf('</packet>')])));
});

/** Bytes that look like the protocol, so that they get past the first letter. */
const crumbs = fc.constantFrom(
	'<packet>',
	'</packet>',
	'<packet crc="',
	'4259D34E">',
	'<dle/>',
	'<item name="',
	'&amp',
	'&#x;',
	"'",
	'"/>',
	'</item>',
	'<<',
	' = ',
	'\u0000',
);

testProp(
	'neither do crumbs of packets, in any order',
	[fc.array(crumbs, {maxLength: 60})],
	(t, pieces) => {
		const read = createPacketReader({bytesMax: 200});
		for (const piece of pieces) t.notThrows(() => read(bytesOf(piece)));
		t.is(read(encodePacket([element('dle')], {sealed: true})).packets.at(-1)?.elements[0]?.name, 'dle');
	},
	{numRuns: 300},
);
