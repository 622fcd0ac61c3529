package org.lodewatch.clients.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

class RegistryFormatTest {

    private static final Topic<String, SpecificRecord> TOPIC = Topics.CUSTOMS_IMPORTS;
    private static final String SUBJECT = "customs-imports-" + CustomsImport.class.getName();
    private static final String FIND = "/subjects/" + SUBJECT;
    private static final String VERSIONS = FIND + "/versions";
    private static final String CONFIG = "/config/" + SUBJECT;
    private static final String PASSWORD = "open-sesame";

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    @RegisterExtension
    private final WireMockExtension server = WireMockExtension.newInstance().build();

    private static CustomsImport antimony() {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(20260614)
                .setReporter("US")
                .setOrigin("CN")
                .setCommodityCode("811010")
                .setPeriod("2024-12")
                .setCustomsValueCents(13_881_676_200L)
                .setPublishedAt(Instant.ofEpochMilli(1_780_000_000_000L))
                .build();
    }

    private WireFormats formats(Duration timeout, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of(RegistrySettings.URL, server.baseUrl()));
        all.putAll(more);
        RegistrySettings settings = RegistrySettings.of(all).orElseThrow();
        SchemaRegistry registry = new SchemaRegistry(settings, timeout);
        return RegistryFormats.of(registry, settings.registers());
    }

    private WireFormats formats() {
        return formats(LONG, Map.of());
    }

    private static byte[] written(WireFormats formats, SpecificRecord message) {
        return TOPIC.valueSerde(formats).serializer().serialize(TOPIC.name(), message);
    }

    private static SpecificRecord read(WireFormats formats, byte[] bytes) {
        return TOPIC.valueSerde(formats).deserializer().deserialize(TOPIC.name(), bytes);
    }

    private static byte[] message(int id, byte... datum) {
        return ByteBuffer.allocate(5 + datum.length)
                .put((byte) 0)
                .putInt(id)
                .put(datum)
                .array();
    }

    private static byte[] message(int id, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return message(id, out.toByteArray());
    }

    private static ResponseDefinitionBuilder schema(Schema schema) {
        return schema(schema.toString());
    }

    private static ResponseDefinitionBuilder schema(String text) {
        return jsonResponse(
                new ObjectMapper().createObjectNode().put("schema", text).toString(), 200);
    }

    private static ResponseDefinitionBuilder error(int code, String message) {
        return jsonResponse("{\"error_code\": %d, \"message\": \"%s\"}".formatted(code, message), code / 100);
    }

    private void hasImports(int id) {
        server.stubFor(get("/schemas/ids/" + id).willReturn(schema(CustomsImport.getClassSchema())));
        server.stubFor(post(FIND).willReturn(jsonResponse("{\"id\": " + id + "}", 200)));
    }

    private void verifyCalls(int times, String url) {
        server.verify(times, anyRequestedFor(urlEqualTo(url)));
    }

    @Test
    void aMessageNamesItsSchemaAsConfluentsSerializersDo() {
        hasImports(77);
        WireFormats formats = formats();

        byte[] bytes = written(formats, antimony());

        assertThat(bytes).startsWith(0, 0, 0, 0, 77);
        assertThat(read(formats, bytes)).isEqualTo(antimony());
    }

    @Test
    void theRegistryIsCalledOnceForAnyNumberOfMessages() {
        hasImports(77);
        WireFormats formats = formats();

        for (int i = 0; i < 100; i++) {
            read(formats, written(formats, antimony()));
        }

        verifyCalls(1, FIND);
        verifyCalls(1, "/schemas/ids/77");
    }

    @Test
    void theRegistryGetsTheSchemaWithoutPropertiesForJava() throws IOException {
        hasImports(77);
        String inSources = new Schema.Parser()
                .parse(Path.of("../schemas/src/main/avro/CustomsImport.avsc").toFile())
                .toString();

        written(formats(), antimony());

        server.verify(postRequestedFor(urlEqualTo(FIND))
                .withRequestBody(equalToJson(new ObjectMapper()
                        .createObjectNode()
                        .put("schema", inSources)
                        .toString())));
    }

    @Test
    void messagesWrittenWithoutARegistryStayReadable() {
        byte[] old = written(WireFormats.WITHOUT_REGISTRY, antimony());

        assertThat(read(formats(), old)).isEqualTo(antimony());
        verifyCalls(0, FIND);
    }

    @Test
    void aReaderWithoutARegistryReportsThatOneIsNeeded() {
        assertThatThrownBy(() -> read(WireFormats.WITHOUT_REGISTRY, message(77, (byte) 1)))
                .isInstanceOf(UndecodableException.class)
                .hasMessage(
                        "it begins as what is written with a schema registry: if there is one, set schema.registry.url (--schema-registry)");
    }

    @Test
    void aWriterWithAFieldMoreAndWithoutAnOptionalOneIsRead() throws IOException {
        String text = SchemaText.of(CustomsImport.getClassSchema())
                .replaceFirst("\\{\"name\":\"withdrawn\"[^}]*}", "{\"name\":\"remark\",\"type\":\"string\"}");
        Schema strangers = new Schema.Parser().parse(text);
        server.stubFor(get("/schemas/ids/5").willReturn(schema(strangers)));
        GenericRecordBuilder record = new GenericRecordBuilder(strangers);
        strangers.getFields().stream()
                .filter(field -> antimony().getSchema().getField(field.name()) != null)
                .forEach(field -> record.set(
                        field,
                        field.name().equals("publishedAt")
                                ? antimony().getPublishedAt().toEpochMilli()
                                : antimony().get(field.name())));

        byte[] bytes = message(5, record.set("remark", "in pencil").build());

        assertThat(read(formats(), bytes)).isEqualTo(antimony());
    }

    @Test
    void aSchemaThatDoesNotResolveWithTheCurrentOneIsTheRecordsFault() {
        server.stubFor(get("/schemas/ids/5")
                .willReturn(schema(SchemaText.of(CustomsImport.getClassSchema())
                        .replace("{\"name\":\"revision\",\"type\":\"long\"", "{\"name\":\"rev\",\"type\":\"long\""))));

        assertThatThrownBy(() -> read(formats(), message(5, (byte) 1, (byte) 1, (byte) 1)))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("a CustomsImport whose schema does not fit the current one: ")
                .hasMessageContaining("revision");
    }

    @Test
    void aMessageOfAnotherTopicIsTheRecordsFault() {
        server.stubFor(get("/schemas/ids/5").willReturn(schema(PartialsEnd.getClassSchema())));

        assertThatThrownBy(() -> read(formats(), message(5, (byte) 1, (byte) 1)))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("a PartialsEnd does not belong in this topic");
    }

    @Test
    void aSchemaThatContainsItselfIsTheRecordsFault() {
        server.stubFor(get("/schemas/ids/5")
                .willReturn(schema(SchemaText.of(CustomsImport.getClassSchema())
                        .replaceFirst(
                                "\"fields\":\\[",
                                "\"fields\":[{\"name\":\"self\",\"type\":[\"null\",\"CustomsImport\"]},"))));
        byte[] deep = new byte[900_000];
        Arrays.fill(deep, (byte) 2);

        assertThatThrownBy(() -> read(formats(), message(5, deep))).isInstanceOf(UndecodableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\": \"syntax = 'proto3';\", \"schemaType\": \"PROTOBUF\"}",
                "{\"schema\": \"{\\\"type\\\": \\\"record\\\"}\"}",
                "{\"schema\": \"\\\"org.elsewhere.Unknown\\\"\"}",
                "{\"schema\": \"\"}",
                "{\"schema\": \"\\\"string\\\"\"}"
            })
    void aSchemaThatIsNotAvroOrNotOfAMessageIsTheRecordsFault(String answer) {
        server.stubFor(get("/schemas/ids/5").willReturn(jsonResponse(answer, 200)));

        assertThatThrownBy(() -> read(formats(), message(5, (byte) 1))).isInstanceOf(UndecodableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 20})
    void aValueCutOffAnywhereIsTheRecordsFault(int length) {
        hasImports(77);
        WireFormats formats = formats();
        byte[] cut = Arrays.copyOf(written(formats, antimony()), length);

        assertThatThrownBy(() -> read(formats, cut)).isInstanceOf(UndecodableException.class);
    }

    @Test
    void anUnknownIdIsTheRecordsFaultAndIsNotLookedUpAgainAtOnce() {
        server.stubFor(get("/schemas/ids/404").willReturn(error(40403, "Schema 404 not found.")));
        WireFormats formats = formats();

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> read(formats, message(404, (byte) 1)))
                    .isInstanceOf(UndecodableException.class)
                    .hasMessage("the schema registry has no schema with id 404");
        }
        verifyCalls(1, "/schemas/ids/404");
    }

    @Test
    void aNegativeIdIsNotLookedUp() {
        server.stubFor(any(anyUrl()).willReturn(error(40000, "id must be positive")));

        assertThatThrownBy(() -> read(formats(), message(-5, (byte) 1))).isInstanceOf(UndecodableException.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    static Stream<ResponseDefinitionBuilder> failures() {
        return Stream.of(
                aResponse().withStatus(500),
                error(50001, "Error in the backend data store"),
                aResponse().withStatus(503).withBody("<html>overloaded</html>"),
                error(42900, "slow down"),
                aResponse().withStatus(404).withBody("<html>no such page</html>"),
                jsonResponse("{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}", 404),
                error(40401, "another thing is absent"),
                aResponse().withStatus(302).withHeader("Location", "/elsewhere"),
                aResponse().withStatus(200).withBody("<html>log in first</html>"),
                aResponse().withStatus(200),
                jsonResponse("{}", 200),
                jsonResponse("[]", 200),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureThatPassesIsRetried(ResponseDefinitionBuilder failure) {
        hasImports(77);
        WireFormats formats = formats();
        byte[] bytes = written(formats, antimony());
        server.stubFor(get("/schemas/ids/77")
                .inScenario("failures")
                .whenScenarioStateIs(STARTED)
                .willReturn(failure)
                .willSetStateTo("over"));

        assertThat(read(formats, bytes)).isEqualTo(antimony());
        verifyCalls(2, "/schemas/ids/77");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aLastingFailureIsNotTheRecordsFault(ResponseDefinitionBuilder failure) {
        server.stubFor(any(anyUrl()).willReturn(failure));

        Throwable thrown = catchThrowable(() -> read(formats(SHORT, Map.of()), message(77, (byte) 1)));

        assertThat(thrown)
                .isInstanceOf(RegistryUnavailableException.class)
                .isInstanceOf(OperatorException.class)
                .isNotInstanceOf(UndecodableException.class)
                .hasMessageContaining("the schema registry at " + server.baseUrl() + " returns no usable response")
                .hasMessageContaining("schema.registry.url");
        assertThat(thrown.getMessage()).hasLineCount(1);
    }

    @Test
    void afterAFailureTheNextReaderCallsTheRegistryAgain() {
        server.stubFor(get("/schemas/ids/77").willReturn(aResponse().withStatus(500)));
        WireFormats formats = formats(SHORT, Map.of());
        hasImports(78);
        byte[] bytes = written(formats, antimony());
        bytes[4] = 77;
        assertThatThrownBy(() -> read(formats, bytes)).isInstanceOf(RegistryUnavailableException.class);

        hasImports(77);

        assertThat(read(formats, bytes)).isEqualTo(antimony());
    }

    @Test
    void anAbsentServerIsNotTheRecordsFault() {
        assertThatThrownBy(() -> read(formats(SHORT, Map.of(RegistrySettings.URL, "http://localhost:1")), message(77)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("cannot connect");
    }

    @Test
    void tooLongAResponseIsNotReadToItsEnd() {
        server.stubFor(
                get("/schemas/ids/77").willReturn(aResponse().withStatus(200).withBody(" ".repeat(9 << 20))));

        assertThatThrownBy(() -> read(formats(SHORT, Map.of()), message(77, (byte) 1)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("a response of more than 8388608 bytes");
    }

    @Test
    void ofSeveralServersOneIsEnough() {
        hasImports(77);
        WireFormats formats =
                formats(SHORT, Map.of(RegistrySettings.URL, "http://localhost:1, " + server.baseUrl() + "/"));

        assertThat(read(formats, written(formats, antimony()))).isEqualTo(antimony());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRejectionIsReportedAtOnceWithoutSecrets(int status) {
        server.stubFor(any(anyUrl())
                .willReturn(jsonResponse(
                        "{\"error_code\": %d, \"message\": \"user with %s must not\"}".formatted(status, PASSWORD),
                        status)));
        WireFormats formats = formats(LONG, Map.of(RegistrySettings.USER_INFO, "ali:" + PASSWORD));

        for (Throwable thrown : List.of(
                catchThrowable(() -> read(formats, message(77, (byte) 1))),
                catchThrowable(() -> written(formats, antimony())))) {
            assertThat(thrown)
                    .isInstanceOf(RegistryException.class)
                    .isNotInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("refuses (HTTP " + status + ", user with *** must not)")
                    .hasStackTraceContaining("basic.auth.user.info");
            assertThat(thrown.toString()).doesNotContain(PASSWORD);
        }
        verifyCalls(1, "/schemas/ids/77");
    }

    @Test
    void credentialsGoWithEveryRequest() {
        hasImports(77);
        written(formats(LONG, Map.of(RegistrySettings.USER_INFO, "ali:" + PASSWORD)), antimony());
        written(formats(LONG, Map.of(RegistrySettings.TOKEN, "sesame")), antimony());

        server.verify(
                postRequestedFor(urlEqualTo(FIND)).withHeader("Authorization", equalTo("Basic YWxpOm9wZW4tc2VzYW1l")));
        server.verify(postRequestedFor(urlEqualTo(FIND)).withHeader("Authorization", equalTo("Bearer sesame")));
    }

    @Test
    void aMissingSchemaIsNeitherWrittenNorRegisteredByDefault() {
        server.stubFor(post(FIND).willReturn(error(40401, "Subject not found")));
        WireFormats formats = formats();

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> TOPIC.prepare(formats))
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("CustomsImport is not registered under subject " + SUBJECT
                            + ": run `lodewatch schemas register`");
        }
        verifyCalls(1, FIND);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aMissingSchemaIsRegisteredIfConfigured() {
        server.stubFor(get(CONFIG).willReturn(error(40408, "no level of its own")));
        server.stubFor(put(CONFIG).willReturn(jsonResponse("{\"compatibility\": \"FULL_TRANSITIVE\"}", 200)));
        server.stubFor(post(FIND).willReturn(error(40403, "Schema not found")));
        server.stubFor(post(VERSIONS).willReturn(jsonResponse("{\"id\": 9}", 200)));

        byte[] bytes = written(formats(LONG, Map.of(RegistrySettings.REGISTERS, "true")), antimony());

        assertThat(bytes).startsWith(0, 0, 0, 0, 9);
        server.verify(putRequestedFor(urlEqualTo(CONFIG))
                .withRequestBody(equalToJson("{\"compatibility\": \"FULL_TRANSITIVE\"}")));
    }

    @Test
    void anIncompatibleSchemaIsRejectedWithTheRegistrysReasons() {
        server.stubFor(get(CONFIG).willReturn(jsonResponse("{\"compatibilityLevel\": \"FULL_TRANSITIVE\"}", 200)));
        server.stubFor(post(FIND).willReturn(error(40403, "Schema not found")));
        server.stubFor(post(VERSIONS)
                .willReturn(jsonResponse(
                        "{\"error_code\": 409, \"message\": \"reader type: STRING, writer type: LONG\"}", 409)));

        assertThatThrownBy(() -> written(formats(LONG, Map.of(RegistrySettings.REGISTERS, "true")), antimony()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("CustomsImport is not compatible with the versions under subject " + SUBJECT)
                .hasMessageContaining("(reader type: STRING, writer type: LONG)");
        server.verify(0, putRequestedFor(urlMatching("/config.*")));
    }

    @Test
    void aCheckReportsMissingAndIncompatibleSchemas() {
        server.stubFor(post(FIND).willReturn(error(40403, "Schema not found")));
        SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(Map.of(RegistrySettings.URL, server.baseUrl()))
                .orElseThrow());
        String compatibility = "/compatibility" + VERSIONS;

        server.stubFor(post(urlPathEqualTo(compatibility)).willReturn(jsonResponse("{\"is_compatible\": true}", 200)));
        assertThat(registry.problem(SUBJECT, CustomsImport.getClassSchema()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("is not registered"));

        server.stubFor(post(urlPathEqualTo(compatibility))
                .willReturn(jsonResponse("{\"is_compatible\": false, \"messages\": [\"a type changed\"]}", 200)));
        assertThat(registry.problem(SUBJECT, CustomsImport.getClassSchema()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("(a type changed)"));

        hasImports(9);
        assertThat(registry.problem(SUBJECT, CustomsImport.getClassSchema())).isEmpty();
    }

    /** As Apicurio answers, which takes the schema for an older one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"default\":\"A\"                  | the default symbol of Kind",
                "\"doc\":\"Of goods.\"              | the doc of Goods",
                "\"doc\":\"How sure.\"              | the doc of Goods.kind",
                "\"aliases\":[\"sort\"]             | the aliases of Goods.kind",
                "\"default\":\"none\"               | the default of Goods.remark",
                "\"aliases\":[\"org.lodewatch.Ware\"] | the aliases of Goods",
            })
    void aCheckNamesWhatTheRegistryHasNotKept(String part, String named) {
        String sent = """
                {"type":"record","name":"Goods","namespace":"org.lodewatch","doc":"Of goods.","fields":[\
                {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A","B"],"default":"A"},\
                "doc":"How sure.","aliases":["sort"]},\
                {"name":"same","type":["null","Kind"]},\
                {"name":"remark","type":"string","default":"none"}],"aliases":["org.lodewatch.Ware"]}""";
        assertThat(sent).contains("," + part);
        Schema schema = new Schema.Parser().parse(sent);
        SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(Map.of(RegistrySettings.URL, server.baseUrl()))
                .orElseThrow());
        server.stubFor(post(FIND).willReturn(jsonResponse("{\"id\": 9}", 200)));

        server.stubFor(get("/schemas/ids/9").willReturn(schema(sent)));
        assertThat(registry.problem(SUBJECT, schema)).isEmpty();

        server.stubFor(get("/schemas/ids/9").willReturn(schema(sent.replace("," + part, ""))));
        assertThat(registry.problem(SUBJECT, schema))
                .hasValue(SUBJECT + ": the registry returns schema 9, which lacks " + named
                        + ": delete the subject, but not permanently (messages stay readable), and run `lodewatch schemas"
                        + " register` again");
    }

    @Test
    void aCheckNamesThreePartsAndCountsTheOthers() {
        hasImports(9);
        server.stubFor(get("/schemas/ids/9")
                .willReturn(schema(CustomsImport.getClassSchema().toString().replaceAll(",?\"doc\":\"[^\"]*\"", ""))));
        SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(Map.of(RegistrySettings.URL, server.baseUrl()))
                .orElseThrow());

        assertThat(registry.problem(SUBJECT, CustomsImport.getClassSchema()).orElseThrow())
                .contains("lacks the doc of CustomsImport, the doc of CustomsImport.dataset, the doc of"
                        + " CustomsImport.revision and 9 more:");
    }

    @Test
    void aReadOnlyRegistryIsReported() {
        server.stubFor(get(CONFIG).willReturn(jsonResponse("{\"compatibilityLevel\": \"FULL_TRANSITIVE\"}", 200)));
        server.stubFor(post(FIND).willReturn(error(40403, "Schema not found")));
        server.stubFor(post(VERSIONS).willReturn(error(42205, "Subject is in read-only mode")));

        assertThatThrownBy(() -> written(formats(LONG, Map.of(RegistrySettings.REGISTERS, "true")), antimony()))
                .isInstanceOf(RegistryException.class)
                .isNotInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("Subject is in read-only mode");
    }

    @Test
    void credentialsAreNotSentToRedirects() {
        server.stubFor(get("/schemas/ids/77")
                .willReturn(aResponse().withStatus(302).withHeader("Location", server.baseUrl() + "/elsewhere")));

        assertThatThrownBy(() -> read(formats(SHORT, Map.of(RegistrySettings.TOKEN, "sesame")), message(77, (byte) 1)))
                .isInstanceOf(RegistryUnavailableException.class);
        server.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }
}
