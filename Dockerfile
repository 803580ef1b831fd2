# One file for every container; the build context is the folder of one module, built before with
# mvn -DskipTests package. A service brings one executable jar, the operator's command line (context
# demo) brings plain jars; both end up as app.jar beside lib/.
ARG BASE=eclipse-temurin:25-jre

FROM ${BASE} AS unpacked
COPY target/ /build/
RUN cd /build && mkdir -p out && \
    if [ -d lib ]; then rm -f demo-*-tests.jar && mv lib out/lib && mv demo-*.jar out/app.jar; \
    else mv ./*-exec.jar app.jar && java -Djarmode=tools -jar app.jar extract --force --destination out; fi

FROM ${BASE}
RUN useradd --system --uid 1801 --home-dir /warifu warifu && \
    mkdir -p /warifu/authority /warifu/operator /out /state && \
    for site in tokyo kochi koganei nagoya osaka; do mkdir -p /warifu/sites/$site; done && \
    chown -R warifu /warifu /out /state
WORKDIR /app
COPY --from=unpacked /build/out/lib/ ./lib/
COPY --from=unpacked /build/out/app.jar ./
USER warifu
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -Xmx384m -XX:-HeapDumpOnOutOfMemoryError --enable-native-access=ALL-UNNAMED -Dsun.jnu.encoding=UTF-8 -XX:Tier4InvocationThreshold=15000 -XX:Tier4MinInvocationThreshold=2000 -XX:Tier4CompileThreshold=30000"
ENTRYPOINT ["java", "-jar", "app.jar"]
CMD ["--spring.config.additional-location=file:/warifu/config/"]
