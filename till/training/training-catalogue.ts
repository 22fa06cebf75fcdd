/**
 * From the shop's catalogue to the one a training works with: everything but the tills, and one person more. The only
 * till it knows is the one that trains, and that one's devices are at an address that leads nowhere.
 */
import {createHash} from 'node:crypto';
import {catalogueDocument, readCatalogueDocument} from '../../couch/documents/catalogue.ts';
import {assert} from '../domain/assert.ts';
import type {CatalogueItem, DeviceAddress, TillProfile} from '../domain/catalogue.ts';
import {trainee} from '../domain/trainee.ts';
import type {VatTable} from '../domain/vat.ts';
import type {ReplicatedDocument} from '../replica/replica.ts';

/** No till of a shop may have it: what is written under it is nobody's. */
export const trainingTill = 'training';

export interface TrainingCatalogue {
	readonly documents: readonly ReplicatedDocument[];
	/** The shop's, for printers that are made to agree with it. */
	readonly vat: VatTable;
}

export function trainingCatalogue(
	documents: readonly ReplicatedDocument[],
	{till, publicKey, traineeHash}: {readonly till: string; readonly publicKey: string; readonly traineeHash: string},
): TrainingCatalogue {
	const profile = itemOf(documents, `till:${till}`);
	const settings = itemOf(documents, 'shop:settings');
	assert(profile.kind === 'till' && settings.kind === 'shop', 'the id of a document names its kind');
	const {id, name} = trainee;
	const newcomer = revised({
		kind: 'cashier',
		// What needs an approval is practised as well.
		value: {id, name, pinHash: traineeHash, permissions: ['sell', 'void-line']},
	});
	return {
		documents: [
			...documents.filter(({_id}) => !_id.startsWith('till:') && _id !== newcomer._id),
			newcomer,
			revised({kind: 'till', value: trainingProfile(profile.value, publicKey)}),
		],
		vat: settings.value.vat,
	};
}

function itemOf(documents: readonly ReplicatedDocument[], id: string): CatalogueItem {
	const document = documents.find(({_id}) => _id === id);
	if (document === undefined) throw new Error(`The till's catalogue has no ${id}.`);
	const read = readCatalogueDocument(document);
	if (!read.ok) throw new Error(`The till's catalogue has a ${id} that cannot be used: ${JSON.stringify(read.fault)}`);
	return read.value;
}

/** What the service screen shows for an address; nothing of a training can open one. */
const nowhere: DeviceAddress = {
	kind: 'serial',
	path: 'szkolenie',
	baudRate: 9600,
	dataBits: 8,
	parity: 'none',
	stopBits: 1,
};

/** As many devices as the till has, of the kinds that are simulated. A scanner is left out: the screen hears it as keys. */
function trainingProfile({name, number, printers, scale}: TillProfile, publicKey: string): TillProfile {
	const printer = {protocol: 'posnet', address: nowhere} as const;
	return {
		id: trainingTill,
		name,
		number,
		printers: {main: printer, ...(printers.alcohol && {alcohol: printer})},
		...(scale && {scale: {protocol: 'dialog06', address: nowhere}}),
		receiptsPushSeconds: 0,
		publicKey,
	};
}

function revised(item: CatalogueItem): ReplicatedDocument {
	const document = catalogueDocument(item);
	const digest = createHash('md5').update(JSON.stringify(document)).digest('hex');
	return {...document, _rev: `1-${digest}`};
}
