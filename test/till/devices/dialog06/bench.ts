/** The Dialog 06 driver and its simulator, joined by a cable in memory or by a real socket. */
import {once} from 'node:events';
import {createDialog06Scale} from '../../../../till/devices/dialog06/driver.ts';
import {createDialog06Simulator, type Dialog06Simulator} from '../../../../till/devices/dialog06/simulator.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import type {ScaleBench} from '../conformance/scale.ts';
import {createVirtualClock} from '../virtual-clock.ts';

/** Of the program and of the contract: any two numbers that till and scale agree upon. */
export const shopProof = {programChecksum: 0xbeef, polynomial: 0x18005};

function controls(simulator: Dialog06Simulator): Omit<ScaleBench, 'scale' | 'run' | 'stop'> {
	return {
		place: simulator.place,
		setMoving: simulator.setMoving,
		goSilent: () => simulator.setFault({kind: 'silent'}),
		speakAgain: simulator.clearFaults,
		reckonWrongly: what => simulator.setFault({kind: `wrong-${what}`}),
		cutBeforeResult: () => simulator.setFault({kind: 'hang-up-before-result'}),
	};
}

export async function memoryBench(
	options: {readonly split?: (bytes: Uint8Array) => readonly Uint8Array[]; readonly settleMs?: number} = {},
) {
	const clock = createVirtualClock();
	const {split, settleMs = 0} = options;
	const cable = createMemoryCable({clock, delayMs: 2, ...(split && {split})});
	const simulator = createDialog06Simulator({clock, proof: shopProof, settleMs});
	simulator.attach(cable.device);
	const scale = createDialog06Scale({transport: cable.transport, clock, proof: shopProof});
	const bench: ScaleBench = {...controls(simulator), scale, run: clock.until, stop: () => clock.until(scale.stop())};
	return {...bench, clock, cable, simulator};
}

export async function socketBench(): Promise<ScaleBench> {
	const simulator = createDialog06Simulator({proof: shopProof});
	const server = await simulator.listen({port: 0});
	const transport = createTcpTransport({host: '127.0.0.1', port: server.port});
	const up = new EventTarget();
	transport.onState(connected => connected && up.dispatchEvent(new Event('up')));
	await once(up, 'up');
	const scale = createDialog06Scale({transport, proof: shopProof, answerTimeoutMs: 200});
	return {
		...controls(simulator),
		scale,
		run: promise => promise,
		async stop() {
			await scale.stop();
			await server.stop();
		},
	};
}
