/**
 * The devices of a training: simulators in this process, each at the end of a cable that is only memory. No driver here
 * is ever given a transport that could reach anything else.
 */
import type {Devices} from '../app/open-till.ts';
import {systemClock} from '../devices/clock.ts';
import {createDialog06Scale} from '../devices/dialog06/driver.ts';
import {createDialog06Simulator} from '../devices/dialog06/simulator.ts';
import type {FiscalPrinter} from '../devices/fiscal-printer.ts';
import {createMemoryCable} from '../devices/memory-transport.ts';
import {createPosnetPrinter} from '../devices/posnet/driver.ts';
import {createPosnetSimulator} from '../devices/posnet/simulator.ts';
import type {Scale} from '../devices/scale.ts';
import {type Route, routes, type TillProfile} from '../domain/catalogue.ts';
import type {VatTable} from '../domain/vat.ts';
import {lendHand} from './pan-hand.ts';

/** How long one command at the printer takes, and how long goods swing on the pan. */
const printMs = 15;
const settleMs = 400;
const header = ['SZKOLENIE', 'WYDRUK NIEFISKALNY'];

export function simulatedDevices({printers, scale}: TillProfile, vat: VatTable): Devices {
	const main = simulatedPrinter('main', vat);
	const alcohol = printers.alcohol && simulatedPrinter('alcohol', vat);
	const weighing = scale && simulatedScale();
	const all = [main, alcohol, weighing];
	return {
		printers: {main, ...(alcohol && {alcohol})},
		...(weighing && {scale: weighing}),
		stop: async () => {
			await Promise.all(all.map(device => device?.stop()));
		},
	};
}

function simulatedPrinter(route: Route, vat: VatTable): FiscalPrinter {
	const cable = createMemoryCable({clock: systemClock});
	const uniqueNumber = `SZK ${routes.indexOf(route) + 1}`;
	createPosnetSimulator({uniqueNumber, header, vat, printMs}).attach(cable.device);
	return createPosnetPrinter({transport: cable.transport});
}

function simulatedScale(): Scale {
	const cable = createMemoryCable({clock: systemClock});
	const scale = createDialog06Simulator({settleMs});
	scale.attach(cable.device);
	lendHand({scale, end: cable.device, clock: systemClock});
	return createDialog06Scale({transport: cable.transport});
}
