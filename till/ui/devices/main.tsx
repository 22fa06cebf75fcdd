/** The page of the simulated devices, put together from the top down. */
import {render} from 'preact';
import type {DeviceCommand, DeviceCommandFault} from '../../api/devices.ts';
import {assert} from '../../domain/assert.ts';
import {Bench} from './bench.ts';
import {Devices} from './devices.tsx';
import {exampleCodes} from './example-codes.ts';

const token = document.querySelector<HTMLMetaElement>('meta[name="session-token"]')?.content ?? '';
const events = new EventSource(`/api/devices/events?token=${encodeURIComponent(token)}`);
const bench = new Bench(command => {
	void send(command).catch(() => bench.lose());
}, token);

async function send(command: DeviceCommand): Promise<void> {
	const response = await fetch('/api/devices/command', {
		method: 'POST',
		headers: {'Content-Type': 'application/json', 'X-Ostoja-Token': token},
		body: JSON.stringify(command),
	});
	const {fault} = (await response.json()) as {readonly fault?: DeviceCommandFault};
	if (fault !== undefined) bench.refuse(fault.field);
}

events.addEventListener('devices', ({data}) => bench.show(JSON.parse(data)));
events.addEventListener('error', () => {
	bench.lose();
	// A browser goes on trying by itself, except after a refusal: then the simulators have a new session.
	if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 2000);
});

const root = document.querySelector('#devices');
assert(root !== null, 'the page has a place for the devices');
render(<Devices bench={bench} examples={exampleCodes} />, root);
