/** From what a till's profile says of a fiscal printer to its driver: the one place that knows them all. */
import {createElzabPrinter} from './devices/elzab/driver.ts';
import type {FiscalPrinter} from './devices/fiscal-printer.ts';
import {createNoviApiPrinter} from './devices/noviapi/driver.ts';
import {createHttpDoor} from './devices/noviapi/http-door.ts';
import {createNovitusXmlPrinter} from './devices/novitus-xml/driver.ts';
import {openTransport} from './devices/open-transport.ts';
import {createPosnetPrinter} from './devices/posnet/driver.ts';
import {createThermalPrinter} from './devices/thermal/driver.ts';
import {unreachable} from './domain/assert.ts';
import type {PrinterConfig} from './domain/catalogue.ts';

export function connectPrinter(config: PrinterConfig): FiscalPrinter {
	switch (config.protocol) {
		case 'posnet': {
			const {address, protocol: _protocol, ...settings} = config;
			return createPosnetPrinter({transport: openTransport(address), ...settings});
		}
		case 'thermal': {
			const {address, protocol: _protocol, ...settings} = config;
			return createThermalPrinter({transport: openTransport(address), ...settings});
		}
		case 'novitus-xml':
			return createNovitusXmlPrinter({transport: openTransport(config.address)});
		case 'noviapi':
			return createNoviApiPrinter({door: createHttpDoor(config.address)});
		case 'elzab': {
			const {address, protocol: _protocol, ...settings} = config;
			return createElzabPrinter({transport: openTransport(address), ...settings});
		}
		default:
			return unreachable(config);
	}
}
