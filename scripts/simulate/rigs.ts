/**
 * The protocols that are simulated, each a row: a printer that stands in the shop, and the till's driver at it.
 *
 * A protocol on a cable is two functions (`wiredRig`); one that is something else brings a rig of its own.
 */
import {createPosnetPrinter} from '../../till/devices/posnet/driver.ts';
import {createPosnetSimulator} from '../../till/devices/posnet/simulator.ts';
import {type Rig, wiredRig} from './rig.ts';

export const rigs: Readonly<Record<string, Rig>> = {
	posnet: wiredRig({
		simulate: createPosnetSimulator,
		drive: createPosnetPrinter,
		refusalCode: 56,
		askAgain: 'rpt',
	}),
};
