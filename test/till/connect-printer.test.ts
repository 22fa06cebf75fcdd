import test from 'ava';
import {connectPrinter} from '../../till/connect-printer.ts';
import {createElzabSimulator} from '../../till/devices/elzab/simulator.ts';
import {createNoviApiSimulator} from '../../till/devices/noviapi/simulator.ts';
import {createNovitusXmlSimulator} from '../../till/devices/novitus-xml/simulator.ts';
import {createPosnetSimulator} from '../../till/devices/posnet/simulator.ts';
import type {SimulatedPrinter} from '../../till/devices/simulated/printer.ts';
import {createThermalSimulator} from '../../till/devices/thermal/simulator.ts';
import type {PrinterConfig} from '../../till/domain/catalogue.ts';
import {piecesLine, shopVat, slipOf} from './devices/slips.ts';

const device = {uniqueNumber: 'ZBF 2101002392', header: ['Sklep OSTOJA', 'NIP 676-000-00-00'], vat: shopVat};
const slip = slipOf({lines: [piecesLine('Żurek „domowy” 0,5 l', 'C', 2, 899)], cashGrosze: 2000});

/** What a profile says besides the address. */
type Settings = PrinterConfig extends infer Config
	? Config extends PrinterConfig
		? Omit<Config, 'address'>
		: never
	: never;

const printers: readonly (readonly [Settings, () => SimulatedPrinter])[] = [
	[{protocol: 'posnet'}, () => createPosnetSimulator(device)],
	[{protocol: 'posnet', codePage: 'mazovia'}, () => createPosnetSimulator({...device, codePage: 'mazovia'})],
	[{protocol: 'thermal', maker: 'posnet'}, () => createThermalSimulator({...device, maker: 'posnet'})],
	[
		{protocol: 'thermal', maker: 'novitus', decimalSeparator: ','},
		() => createThermalSimulator({...device, maker: 'novitus', decimalSeparator: ','}),
	],
	[{protocol: 'novitus-xml'}, () => createNovitusXmlSimulator(device)],
	[{protocol: 'noviapi'}, () => createNoviApiSimulator(device)],
	[
		{protocol: 'elzab', uniqueNumber: device.uniqueNumber, codePage: 'cp852'},
		() => createElzabSimulator({...device, codePage: 'cp852'}),
	],
];

for (const [settings, simulate] of printers) {
	test(`a slip is printed as the profile says: ${JSON.stringify(settings)}`, async t => {
		const simulator = simulate();
		const listener = await simulator.listen({port: 0});
		const address = {kind: 'tcp', host: '127.0.0.1', port: listener.port} as const;
		const printer = connectPrinter({...settings, address} as PrinterConfig);
		t.teardown(async () => {
			await printer.stop();
			await listener.stop();
		});
		// A cable that is just being plugged in refuses, and nothing is sent.
		let opening = await printer.open(slip);
		for (
			let tries = 0;
			opening.outcome === 'refused' && opening.fault.code === 'not-connected' && tries < 100;
			tries++
		) {
			await new Promise(resolve => setTimeout(resolve, 50));
			opening = await printer.open(slip);
		}
		t.is(opening.outcome, 'confirmed', JSON.stringify(opening));
		const closing = await printer.close(slip, {onWaiting: () => undefined});
		t.deepEqual(closing, {outcome: 'confirmed', value: {fiscalNumber: 1}});
		t.is(simulator.book().allReceiptCount, 1);
		t.regex(simulator.snapshot().slips.at(-1)?.lines.join('\n') ?? '', /Żurek ["„]domowy["”] 0,5 l/);
	});
}
