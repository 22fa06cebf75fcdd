/** Waits for a cable that is being plugged in. */
import type {Transport} from '../../../till/devices/transport.ts';

export function connected(transport: Transport): Promise<void> {
	if (transport.connected) return Promise.resolve();
	return new Promise(resolve => {
		transport.onState(up => {
			if (up) resolve();
		});
	});
}
