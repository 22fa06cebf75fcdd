/** The desk between the devices page and the simulators, with printers of every protocol. */
import {setTimeout as wait} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {printerMakers} from '../../scripts/devices/stand.ts';
import {obeyDevices, pictureOf, showDevices} from '../../scripts/shop/devices-desk.ts';
import type {SimulatedDevices} from '../../scripts/shop/simulators.ts';
import {type DeviceCommand, readDeviceCommand} from '../../till/api/devices.ts';
import {type FaultName, faultForms, faultNames, isLasting} from '../../till/api/printer-desk.ts';
import {connectPrinter} from '../../till/connect-printer.ts';
import {createDialog06Simulator} from '../../till/devices/dialog06/simulator.ts';
import {createLineScannerSimulator} from '../../till/devices/line-scanner/simulator.ts';
import {milkAndBottles, shopVat} from '../till/devices/slips.ts';

function tillWith(protocol: string): SimulatedDevices {
	const make = printerMakers[protocol];
	if (make === undefined) throw new Error(`no such protocol: ${protocol}`);
	const printer = (uniqueNumber: string) => make({uniqueNumber, header: ['Sklep OSTOJA'], vat: shopVat});
	return {
		number: 1,
		printers: {main: printer('ZBF 1'), alcohol: printer('ZBF 2')},
		scale: createDialog06Simulator(),
		scanner: createLineScannerSimulator(),
	};
}

/** As the page sends it. */
function sent(t: ExecutionContext, message: unknown): DeviceCommand {
	const read = readDeviceCommand(JSON.parse(JSON.stringify(message)));
	if (!read.ok) return t.fail(`not read: ${read.fault.field}`);
	return read.value;
}

const values = {delayMs: 3000, code: 2098, uniqueNumber: 'ZBF 9'};

function faultNamed(name: FaultName, moment: string) {
	const {delayMs, code, uniqueNumber} = values;
	switch (faultForms[name]) {
		case 'nothing':
			return {name};
		case 'command':
			return {name, moment};
		case 'command and milliseconds':
			return {name, moment, delayMs};
		case 'command and code':
			return {name, moment, code};
		case 'command and number':
			return {name, moment, uniqueNumber};
	}
}

for (const protocol of Object.keys(printerMakers)) {
	test(`${protocol}: every fault that is offered is set at every moment, shown, and called off`, t => {
		const tills = [tillWith(protocol)];
		const shown = () => showDevices(tills).tills[0]?.printers[0];
		const {faultNames: offered = [], moments = []} = shown() ?? {};
		t.true(offered.length > 10 && moments.length > 4);
		for (const name of offered) {
			for (const {moment} of isLasting(name) ? moments.slice(0, 1) : moments) {
				const fault = faultNamed(name, moment);
				const about = {till: 1, route: 'main'};
				t.true(obeyDevices(tills, sent(t, {do: 'set-fault', ...about, fault})).ok, `${name} ${moment}`);
				t.deepEqual(shown()?.faults, [fault] as never, `${name} ${moment}`);
				t.true(obeyDevices(tills, sent(t, {do: 'clear-fault', ...about, name})).ok);
				t.deepEqual(shown()?.faults, []);
			}
		}
		t.deepEqual(showDevices(tills).tills[0]?.printers[1]?.faults, [], 'the other printer is left alone');
	});
}

test('what a protocol has no use for is neither offered nor taken', t => {
	const elzab = [tillWith('elzab')];
	const [printer] = showDevices(elzab).tills[0]?.printers ?? [];
	t.false(printer?.moments.some(({moment}) => moment === 'deposit'));
	const deposit = {name: 'lose-command', moment: 'deposit'};
	t.deepEqual(obeyDevices(elzab, sent(t, {do: 'set-fault', till: 1, route: 'main', fault: deposit})), {
		ok: false,
		fault: {code: 'malformed', field: 'fault.moment'},
	});
	const twice = {name: 'duplicate-answer', moment: 'close'};
	t.deepEqual(obeyDevices([tillWith('noviapi')], sent(t, {do: 'set-fault', till: 1, route: 'main', fault: twice})), {
		ok: false,
		fault: {code: 'malformed', field: 'fault.name'},
	});
});

test('the power of one printer goes and comes back', t => {
	const tills = [tillWith('posnet')];
	const powers = () => showDevices(tills).tills[0]?.printers.map(({power}) => power);
	obeyDevices(tills, sent(t, {do: 'set-power', till: 1, route: 'alcohol', on: false}));
	t.deepEqual(powers(), [true, false]);
	obeyDevices(tills, sent(t, {do: 'set-power', till: 1, route: 'alcohol', on: true}));
	t.deepEqual(powers(), [true, true]);
	t.deepEqual(obeyDevices(tills, {do: 'set-power', till: 2, route: 'main', on: true}), {
		ok: false,
		fault: {code: 'malformed', field: 'till'},
	});
});

test('a wish that is no wish is refused by the field that is wrong', t => {
	const fieldOf = (message: unknown) => {
		const read = readDeviceCommand(message);
		return read.ok ? 'nothing' : read.fault.field;
	};
	const aimed = (fault: unknown) => fieldOf({do: 'set-fault', till: 1, route: 'main', fault});
	t.is(aimed(undefined), 'fault');
	t.is(aimed({name: 'toString'}), 'fault.name');
	t.is(aimed({name: 'lose-command'}), 'fault.moment');
	t.is(aimed({name: 'lose-command', moment: 'trend'}), 'fault.moment');
	t.is(aimed({name: 'delay-answer', moment: 'close', delayMs: -1}), 'fault.delayMs');
	t.is(aimed({name: 'refuse', moment: 'close', code: null}), 'fault.code');
	t.is(aimed({name: 'swap', moment: 'close', uniqueNumber: '<b>'}), 'fault.uniqueNumber');
	t.is(aimed({name: 'paper-out'}), 'nothing');
	t.is(fieldOf({do: 'set-fault', till: 1, route: 'wine', fault: {name: 'silent'}}), 'route');
	t.is(fieldOf({do: 'clear-fault', till: 1, route: 'main', name: 'burn'}), 'name');
	t.is(fieldOf({do: 'set-power', till: 1, route: 'main', on: 'yes'}), 'on');
	t.is(fieldOf({do: 'set-power', till: 0, route: 'main', on: true}), 'till');
	t.true(faultNames.length > 16);
});

test('a slip of the roll is a picture, and nothing else is', async t => {
	const till = tillWith('posnet');
	const listener = await till.printers.main.listen({port: 0});
	t.teardown(() => listener.stop());
	const address = {kind: 'tcp', host: '127.0.0.1', port: listener.port} as const;
	const printer = connectPrinter({protocol: 'posnet', address});
	t.teardown(() => printer.stop());
	while ((await printer.status()).condition === 'disconnected') await wait(30);
	t.is(pictureOf([till], {till: 1, route: 'main', slip: 1}), undefined, 'nothing was printed');
	await printer.open(milkAndBottles);
	await printer.close(milkAndBottles, {onWaiting: () => undefined});
	t.regex(pictureOf([till], {till: 1, route: 'main', slip: 1}) ?? '', /^<svg [\s\S]*>ROZLICZENIE PŁATNOŚCI</);
	t.is(pictureOf([till], {till: 2, route: 'main', slip: 1}), undefined);
	t.is(pictureOf([till], {till: 1, route: 'constructor', slip: 1}), undefined);
});
