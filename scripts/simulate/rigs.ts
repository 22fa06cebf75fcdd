/**
 * The protocols that are simulated, each a row: a printer that stands in the shop, and the till's driver at it.
 *
 * A protocol on a cable is two functions (`wiredRig`); one that is something else brings a rig of its own.
 */
import {createElzabPrinter} from '../../till/devices/elzab/driver.ts';
import {createElzabSimulator} from '../../till/devices/elzab/simulator.ts';
import {createNovitusXmlPrinter} from '../../till/devices/novitus-xml/driver.ts';
import {createNovitusXmlSimulator} from '../../till/devices/novitus-xml/simulator.ts';
import {createPosnetPrinter} from '../../till/devices/posnet/driver.ts';
import {createPosnetSimulator} from '../../till/devices/posnet/simulator.ts';
import {createThermalPrinter} from '../../till/devices/thermal/driver.ts';
import {createThermalSimulator} from '../../till/devices/thermal/simulator.ts';
import {noviApiRig} from './noviapi-rig.ts';
import {type Rig, wiredRig} from './rig.ts';

export const rigs: Readonly<Record<string, Rig>> = {
	posnet: wiredRig({
		simulate: createPosnetSimulator,
		drive: createPosnetPrinter,
		refusalCode: 56,
		askAgain: 'rpt',
	}),
	thermal: thermalRig('posnet'),
	'thermal-novitus': thermalRig('novitus'),
	'novitus-xml': wiredRig({
		simulate: ({isOdd, ...options}) => createNovitusXmlSimulator({...options, answersEarly: isOdd}),
		drive: createNovitusXmlPrinter,
		refusalCode: 1034,
	}),
	noviapi: noviApiRig,
	elzab: wiredRig({
		simulate: ({isOdd, ...options}) => createElzabSimulator({...options, readsAhead: !isOdd}),
		drive: createElzabPrinter,
		refusalCode: 0x53,
		lacks: {deposits: true, name: true, checksums: true},
	}),
};

function thermalRig(maker: 'posnet' | 'novitus'): Rig {
	return wiredRig({
		simulate: options => createThermalSimulator({...options, maker}),
		drive: options => createThermalPrinter({...options, maker}),
		refusalCode: 6,
		lacks: maker === 'posnet' ? {buyer: true, transfers: 'all'} : {transfers: 'beside-deposits'},
	});
}
