/** From the address in a till's profile to the cable. */
import type {DeviceAddress} from '../domain/catalogue.ts';
import type {Clock} from './clock.ts';
import {createSerialTransport} from './serial-transport.ts';
import {createTcpTransport} from './tcp-transport.ts';
import type {Transport} from './transport.ts';

export function openTransport(address: DeviceAddress, options: {readonly clock?: Clock} = {}): Transport {
	if (address.kind === 'tcp') return createTcpTransport({host: address.host, port: address.port, ...options});
	return createSerialTransport(address, options);
}
