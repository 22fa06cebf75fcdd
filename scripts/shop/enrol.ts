/**
 * Enrols the tills of a shop on its server. A till's name is used once: where the server knows it with another key (a
 * data folder that was thrown away), the machine gets the next name and says whom it replaces.
 */
import {join} from 'node:path';
import type {Couch} from '../../couch/server.ts';
import {enrolTill} from '../../couch/users.ts';
import {openTillKey} from '../../till/app/till-key.ts';
import {monthsKeptUsual} from '../../till/domain/book-months.ts';
import type {DeviceAddress, TillProfile} from '../../till/domain/catalogue.ts';
import type {Secrets} from './secrets.ts';

export interface DevicePorts {
	readonly main: number;
	readonly alcohol: number;
	readonly scale: number;
	readonly scanner: number;
}

export interface EnrolledTill {
	readonly id: string;
	readonly number: number;
	readonly dataDir: string;
	readonly password: string;
}

const lettersAfterName = ['', ...'bcdefghijklmnopqrstuvwxyz'];
const receiptsPushSeconds = 15;

export async function enrolShopTill({
	couch,
	secrets,
	dataDir,
	number,
	ports,
}: {
	readonly couch: Couch;
	readonly secrets: Secrets;
	readonly dataDir: string;
	readonly number: number;
	readonly ports: DevicePorts;
}): Promise<EnrolledTill> {
	const name = `till-${String(number).padStart(2, '0')}`;
	let replaces: string | undefined;
	for (const letter of lettersAfterName) {
		const id = `${name}${letter}`;
		const tillDir = join(dataDir, id);
		const {publicKey} = openTillKey(join(tillDir, 'till-key.pem'));
		const profile = profileOf({id, number, publicKey, replaces, ports});
		const enrolment = await enrolTill({server: couch, profile});
		if (enrolment.ok) {
			if (enrolment.value.outcome === 'enrolled') secrets.set(id, enrolment.value.password);
			const password = secrets.get(id);
			if (password === undefined)
				throw new Error(`Hasło kasy ${id} przepadło · the password of ${id} is lost: start with --fresh`);
			return {id, number, dataDir: tillDir, password};
		}
		if (enrolment.fault.code === 'malformed') throw new Error(`${id}: ${enrolment.fault.reason}`);
		replaces = id;
	}
	throw new Error(`The server knows every name of till ${number}`);
}

function profileOf({
	id,
	number,
	publicKey,
	replaces,
	ports,
}: {
	readonly id: string;
	readonly number: number;
	readonly publicKey: string;
	readonly replaces: string | undefined;
	readonly ports: DevicePorts;
}): TillProfile {
	return {
		id,
		name: `Kasa ${number}`,
		number,
		printers: {
			main: {protocol: 'posnet', address: local(ports.main)},
			alcohol: {protocol: 'posnet', address: local(ports.alcohol)},
		},
		scale: {protocol: 'dialog06', address: local(ports.scale)},
		scanner: {protocol: 'line', address: local(ports.scanner)},
		receiptsPushSeconds,
		monthsKept: monthsKeptUsual,
		publicKey,
		...(replaces === undefined ? {} : {replaces}),
	};
}

function local(port: number): DeviceAddress {
	return {kind: 'tcp', host: '127.0.0.1', port};
}
