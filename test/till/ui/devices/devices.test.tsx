import test from 'ava';
import {renderToString} from 'preact-render-to-string';
import {demoCardRules, demoCards} from '../../../../scripts/demo/people.ts';
import {demoProducts} from '../../../../scripts/demo/products.ts';
import {type DevicesSnapshot, readDeviceCommand} from '../../../../till/api/devices.ts';
import {faultNames} from '../../../../till/api/printer-desk.ts';
import {Bench} from '../../../../till/ui/devices/bench.ts';
import {Devices} from '../../../../till/ui/devices/devices.tsx';
import {exampleCodes} from '../../../../till/ui/devices/example-codes.ts';

const moments = [
	{moment: 'line', command: 'trline'},
	{moment: 'close', command: 'trend'},
] as const;

const oneTill: DevicesSnapshot = {
	tills: [
		{
			number: 1,
			printers: [
				{
					route: 'main',
					number: 1,
					model: 'POSNET THERMAL',
					uniqueNumber: 'ABC1201234567',
					power: true,
					faultNames,
					moments,
					faults: [{name: 'paper-out'}, {name: 'refuse', moment: 'line', code: 2098}],
					slips: [
						{id: 1, state: 'done', lines: ['PARAGON FISKALNY', 'Mleko  1 x 3,99 3,99C'], barcode: 'K7M2Q9XA-1'},
						{id: 2, state: 'cancelled', lines: ['PARAGON FISKALNY']},
					],
				},
				{
					route: 'alcohol',
					number: 2,
					model: 'POSNET ONLINE',
					uniqueNumber: 'ABC1',
					power: false,
					faultNames: ['silent', 'lose-command'],
					moments,
					faults: [],
					slips: [],
				},
			],
			scale: {weightGrams: 452, moving: true},
			scanner: {connected: true, lastCode: '2000001000694'},
		},
	],
};

function benchWith(snapshot: DevicesSnapshot) {
	const sent: unknown[] = [];
	const bench = new Bench(command => sent.push(command), 'let me in');
	bench.show(snapshot);
	return {bench, sent, html: () => renderToString(<Devices bench={bench} examples={exampleCodes} />)};
}

test('each till has its rolls, with the newest slip last, and its faults as keys', t => {
	const page = benchWith(oneTill).html();
	t.true(page.indexOf('slip-1-main-1') < page.indexOf('slip-1-main-2'));
	t.true(page.includes('Mleko  1 x 3,99 3,99C'), 'columns of the slip are kept');
	t.true(page.includes('anulowany'));
	t.regex(page, /data-testid="scan-slip-1-main-1"[^>]*>Skanuj kod K7M2Q9XA-1/);
	t.false(page.includes('scan-slip-1-main-2'), 'a slip without bars cannot be scanned');
	t.regex(page, /aria-pressed="true"[^>]*data-testid="fault-1-main-paper-out"[^>]*>Załóż papier/);
	t.regex(page, /data-grams="452"/);
});

test('a printer is offered the faults of its protocol, and those that wait are shown to be called off', t => {
	const page = benchWith(oneTill).html();
	t.true(page.includes('data-testid="fault-1-alcohol-silent"'));
	t.false(page.includes('data-testid="fault-1-alcohol-paper-out"'));
	t.regex(page, /<option[^>]*value="close"[^>]*>zamknięcie paragonu \(trend\)/);
	t.regex(page, /data-testid="waiting-1-main-refuse"[^>]*>Odwołaj: odmów z kodem błędu · pozycja/);
	t.false(page.includes('waiting-1-alcohol'));
	t.regex(page, /aria-pressed="true"[^>]*data-testid="power-1-alcohol"[^>]*>Włącz zasilanie/);
});

test('a fault that needs a value asks for it, and what the simulators would not take is said', t => {
	const {bench, html} = benchWith(oneTill);
	t.false(html().includes('value-1-main'));
	bench.draft(1, 'main', {name: 'refuse', moment: 'line', value: 'many'});
	t.true(html().includes('data-testid="value-1-main"'));
	t.false(html().includes('value-1-alcohol'), 'each printer has its own form');
	bench.refuse('fault.code');
	t.regex(html(), /data-testid="refused"[^>]*>[^<]*fault\.code/);
	bench.send({do: 'clear-fault', till: 1, route: 'main'});
	t.false(html().includes('data-testid="refused"'));
});

test('paper is text or a picture, and can be saved either way', t => {
	const {bench, html} = benchWith(oneTill);
	const address = '/api/devices/paper/1/main/1.svg?token=let%20me%20in';
	t.true(html().includes(`href="${address}"`));
	t.false(html().includes('<img'));
	bench.togglePictures();
	t.true(html().includes(`src="${address}&amp;lines=2&amp;state=done"`));
	t.false(html().includes('<pre>'));
});

test('both languages have every word of the bench', t => {
	const {bench, html} = benchWith(oneTill);
	const polish = html();
	bench.toggleLanguage();
	t.true(html().includes('Put paper in'));
	t.not(html(), polish);
});

test('the bench says when the simulators are gone', t => {
	const {bench, html} = benchWith(oneTill);
	t.false(html().includes('role="alert"'));
	bench.lose();
	t.true(html().includes('role="alert"'));
});

test('a typed code is scanned without the spaces around it, and an empty one is not', t => {
	const {bench, sent} = benchWith(oneTill);
	bench.scanTyped(1);
	bench.typeCode(1, ' 2000001000694 ');
	bench.scanTyped(1);
	t.deepEqual(sent, [{do: 'scan', till: 1, code: '2000001000694'}]);
	t.true(readDeviceCommand(sent[0]).ok);
});

test('the example codes are of the demonstration shop', t => {
	const barcodes = new Set(demoProducts().flatMap(product => product.barcodes));
	const isCard = (code: string) =>
		demoCardRules.some(({prefix, length}) => code.startsWith(prefix) && code.length === length);
	const strange = exampleCodes.filter(({code}) => !barcodes.has(code) && !isCard(code));
	t.deepEqual(
		strange.map(({what}) => what.en),
		['Misread code', 'Unknown code'],
	);
	t.true(demoCards.some(({number, blocked}) => blocked && exampleCodes.some(({code}) => code === number)));
});
